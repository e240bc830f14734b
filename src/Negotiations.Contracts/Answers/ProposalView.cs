using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Negotiations.Domain;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Contracts.Answers;

/// <summary>An offer on the table, and what became of it.</summary>
/// <param name="Proposal">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Open">Whether it is on the table.</param>
/// <param name="Orphaned">Whether no fact that makes it counts.</param>
/// <param name="Contested">Whether a second voice denies it.</param>
/// <param name="ValidUntil">Until when it may be accepted, as the offer says.</param>
/// <param name="Made">The offer.</param>
/// <param name="Answers">The answers, in world order.</param>
/// <param name="Withdrawn">That it was taken back.</param>
/// <param name="Outcomes">What came of it.</param>
public sealed record ProposalView(
    Key Proposal, ProposalStatus Status, bool Open, bool Orphaned, bool Contested, Occurrence? ValidUntil, JsonObject? Made,
    ImmutableArray<JsonObject> Answers, JsonObject? Withdrawn, ImmutableArray<ProposalView.Outcome> Outcomes)
{
    /// <summary>Of a proposal in a track's state, at an instant.</summary>
    public static ProposalView Of(Key key, Proposal proposal, Track state, DateTimeOffset at)
    {
        var isContested = state.IsContested(new Thing(ThingKind.Proposal, key));
        return new ProposalView(key, proposal.StatusAt(at), proposal.IsOpenAt(at) && !isContested, proposal.Made is null, isContested,
            proposal.Made?.ValidUntil, FactView.Stated(proposal.Made), [.. proposal.Answers.Select(answer => FactView.Stated(answer)!)],
            FactView.Stated(proposal.Withdrawn),
            [.. proposal.Outcomes.OrderBy(outcome => (outcome.Value.Occurred.Moment, outcome.Key))
                .Select(outcome => new Outcome(outcome.Value.Thing, outcome.Value.Occurred, outcome.Value.IsAgreed, outcome.Key))]);
    }

    /// <summary>What came of a proposal.</summary>
    /// <param name="Thing">The exchange, ceasefire, round, agreement or commitment.</param>
    /// <param name="Occurred">When it was made.</param>
    /// <param name="Agreed">Whether it was agreed; a round that is only proposed was not.</param>
    /// <param name="FactId">The fact that says so.</param>
    public sealed record Outcome(Thing Thing, Occurrence Occurred, bool Agreed, Guid FactId);

    /// <summary>A proposal, its negotiation and its home track.</summary>
    public sealed record Item(Key Negotiation, Key Track, ProposalView Proposal);
}
