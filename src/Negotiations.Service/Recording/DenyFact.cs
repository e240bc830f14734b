using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a second voice says that it is not so.</summary>
public sealed record DenyFact : SecondVoice
{
    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new FactDenied(Fact, Text);
}
