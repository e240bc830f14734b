using System.Collections.Immutable;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Talks;

namespace Negotiations.Domain.Tracks;

/// <summary>
/// The state of one line of diplomacy: a fold of its facts. It keeps what decisions and status need, and nothing that depends on today.
/// Facts may be folded in any order, with the same result: each part keeps what is latest in world order, or a sorted set.
/// The members' names are what is stored; a change of shape needs a refold of what is stored.
/// </summary>
public sealed partial record Track : ITrackState
{
    /// <summary>The negotiation that it belongs to.</summary>
    public required Key Negotiation { get; init; }

    /// <summary>Its key within the negotiation.</summary>
    public required Key Key { get; init; }

    /// <summary>The fact that opened it.</summary>
    public TrackOpened? Opened { get; init; }

    /// <summary>The corrections of its title, subject and level, in the order in which they became known.</summary>
    public ImmutableArray<TrackChanged> Changes { get; init; } = [];

    /// <summary>Its title as it was last corrected; null while it is not opened.</summary>
    public string? Title => Changes.LastOrDefault(change => change.Title is not null)?.Title ?? Opened?.Title;

    /// <summary>Its subject as it was last corrected; null while it is not opened.</summary>
    public Subject? Subject => Changes.LastOrDefault(change => change.Subject is not null)?.Subject ?? Opened?.Subject;

    /// <summary>Its level as it was last corrected; null where it has none.</summary>
    public TrackLevel? Level => Changes.LastOrDefault(change => change.Level is not null)?.Level ?? Opened?.Level;

    /// <inheritdoc/>
    public bool IsOpened => Opened is not null;

    /// <summary>Whether it is on hold or closed.</summary>
    public TrackLifecycle Lifecycle { get; init; } = new();

    /// <summary>Rounds of talks by id.</summary>
    public ImmutableSortedDictionary<Key, Round> Rounds { get; init; } = ImmutableSortedDictionary<Key, Round>.Empty;

    /// <summary>Papers by id.</summary>
    public ImmutableSortedDictionary<Key, Memo> Memos { get; init; } = ImmutableSortedDictionary<Key, Memo>.Empty;

    /// <summary>The latest position of each actor on each thing.</summary>
    public ImmutableSortedDictionary<Standpoint, PositionStated> Positions { get; init; } =
        ImmutableSortedDictionary<Standpoint, PositionStated>.Empty;

    /// <summary>Offers on the table and what became of them, by id.</summary>
    public ImmutableSortedDictionary<Key, Proposal> Proposals { get; init; } = ImmutableSortedDictionary<Key, Proposal>.Empty;

    /// <summary>Lists of children by id.</summary>
    public ImmutableSortedDictionary<Key, ChildListSubmitted> ChildLists { get; init; } =
        ImmutableSortedDictionary<Key, ChildListSubmitted>.Empty;

    /// <summary>Reviews of cases on lists of children, by fact id.</summary>
    public ImmutableSortedDictionary<Guid, ChildCasesReviewed> Reviews { get; init; } =
        ImmutableSortedDictionary<Guid, ChildCasesReviewed>.Empty;

    /// <summary>Returns of children, by fact id.</summary>
    public ImmutableSortedDictionary<Guid, ChildrenReturned> Returns { get; init; } =
        ImmutableSortedDictionary<Guid, ChildrenReturned>.Empty;

    /// <summary>Exchanges by id.</summary>
    public ImmutableSortedDictionary<Key, Exchange> Exchanges { get; init; } = ImmutableSortedDictionary<Key, Exchange>.Empty;

    /// <summary>Commitments by id.</summary>
    public ImmutableSortedDictionary<Key, Commitment> Commitments { get; init; } = ImmutableSortedDictionary<Key, Commitment>.Empty;

    /// <summary>Agreements by id.</summary>
    public ImmutableSortedDictionary<Key, Agreement> Agreements { get; init; } = ImmutableSortedDictionary<Key, Agreement>.Empty;

    /// <summary>Ceasefires by id.</summary>
    public ImmutableSortedDictionary<Key, Ceasefire> Ceasefires { get; init; } = ImmutableSortedDictionary<Key, Ceasefire>.Empty;

    /// <summary>Claims by measure, each list in world order. Those about incidents stay with their facts.</summary>
    public ImmutableSortedDictionary<Measure, ImmutableArray<Claim>> Claims { get; init; } =
        ImmutableSortedDictionary<Measure, ImmutableArray<Claim>>.Empty;

    /// <summary>What was decided on conflicting claims, by measure.</summary>
    public ImmutableSortedDictionary<Measure, Reconciliation> Reconciliations { get; init; } =
        ImmutableSortedDictionary<Measure, Reconciliation>.Empty;

    /// <summary>What facts say of other facts.</summary>
    public Corrections Corrections { get; init; } = Corrections.None;

    /// <summary>Things that came from other tracks or left for them, and whether what is said of each counts here.</summary>
    public ImmutableSortedDictionary<Thing, bool> Moved { get; init; } = ImmutableSortedDictionary<Thing, bool>.Empty;

    /// <summary>
    /// Things that facts make which are held here and count elsewhere: the next fact that makes one here brings them along.
    /// </summary>
    public ImmutableSortedSet<Thing> Elsewhere { get; init; } = ImmutableSortedSet<Thing>.Empty;

    /// <summary>Facts that a second voice denies, by fact id.</summary>
    public ImmutableSortedDictionary<Guid, Fact> Contested { get; init; } = ImmutableSortedDictionary<Guid, Fact>.Empty;

    /// <summary>The denials of facts, by the denial's id.</summary>
    public ImmutableSortedDictionary<Guid, FactDenied> Denials { get; init; } = ImmutableSortedDictionary<Guid, FactDenied>.Empty;

    /// <summary>What its sources cover, by fact id.</summary>
    public ImmutableSortedDictionary<Guid, CoverageRecorded> Coverage { get; init; } =
        ImmutableSortedDictionary<Guid, CoverageRecorded>.Empty;

    /// <summary>Since when each source reports on it, incidents aside, by source.</summary>
    public ImmutableArray<SourceStart> Sources { get; init; } = [];

    /// <summary>When talks, papers, positions and proposals kept it active.</summary>
    public TrackActivity Activity { get; init; } = TrackActivity.None;

    /// <summary>The last fact that moved it; null while none did.</summary>
    public Fact? LastMovement { get; init; }
}
