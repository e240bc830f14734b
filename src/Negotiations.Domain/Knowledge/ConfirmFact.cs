using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>Records that a second voice says the same.</summary>
public sealed record ConfirmFact : SecondVoice
{
    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new FactConfirmed(Fact, Text);
}
