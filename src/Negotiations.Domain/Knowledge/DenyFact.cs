using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>Records that a second voice says that it is not so.</summary>
public sealed record DenyFact : SecondVoice
{
    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new FactDenied(Fact, Text);
}
