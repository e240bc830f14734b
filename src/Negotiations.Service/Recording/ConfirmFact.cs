using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a second voice says the same.</summary>
public sealed record ConfirmFact : SecondVoice
{
    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new FactConfirmed(Fact, Text);
}
