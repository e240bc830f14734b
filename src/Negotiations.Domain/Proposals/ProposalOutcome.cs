using Negotiations.Domain.Time;

namespace Negotiations.Domain.Proposals;

/// <summary>What came of a proposal.</summary>
/// <param name="Thing">The exchange, ceasefire, round, agreement or commitment.</param>
/// <param name="Occurred">When it was made.</param>
/// <param name="IsAgreed">Whether it was agreed; a round that is only proposed was not.</param>
public sealed record ProposalOutcome(Thing Thing, Occurrence Occurred, bool IsAgreed);
