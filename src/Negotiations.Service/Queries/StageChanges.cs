using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>The tracks of a negotiation that stand elsewhere in a later view.</summary>
internal static class StageChanges
{
    /// <summary>The beginning of their positions.</summary>
    public const string Kind = "1";

    /// <summary>By track.</summary>
    public static async Task<IEnumerable<(string Position, ChangeItem Item)>> Of(string negotiation, ChangesQuery asked,
        IQuerySession session, TimeProvider clock, CancellationToken cancellation)
    {
        return Between(Key.Of(negotiation), await Stages(asked.Before), await Stages(asked.After));

        async Task<Dictionary<Key, ChangeItem.StageAt>> Stages(Viewpoint view) =>
            await session.States([negotiation], view, cancellation).ToDictionaryAsync(state => state.Key,
                state => At(TrackStatus.Of(state, ChangesQuery.At(view, clock))), cancellationToken: cancellation);
    }

    /// <summary>The tracks that stand elsewhere in the later of two views, by key.</summary>
    public static IEnumerable<(string Position, ChangeItem Item)> Between(Key negotiation,
        IReadOnlyDictionary<Key, ChangeItem.StageAt> before, IReadOnlyDictionary<Key, ChangeItem.StageAt> after) =>
        from track in after.Keys.Order()
        let change = new ChangeItem.StageChange(track, before.GetValueOrDefault(track, Nowhere), after[track])
        where (change.Before.Stage, change.Before.Since, change.Before.UncoveredSince)
            != (change.After.Stage, change.After.Since, change.After.UncoveredSince)
        select ($"{Kind} {track}", new ChangeItem(negotiation, Told(change)) { Stage = change });

    private static ChangeItem.StageAt Nowhere { get; } = new(Stage.Exploratory, null, null, null);

    /// <summary>Where a track stands.</summary>
    public static ChangeItem.StageAt At(TrackStatus status) => new(status.Stage, status.Since, status.By, status.UncoveredSince);

    private static string Told(ChangeItem.StageChange change) =>
        $"The track {change.Track} is {Told(change.After)}; it was {Told(change.Before)}";

    private static string Told(ChangeItem.StageAt at) =>
        Words.Plain(at.Stage) + (at.Since is { } since ? $" since {since:yyyy-MM-dd}" : "")
        + (at.UncoveredSince is { } day && at.Stage != Stage.Uncovered ? $", without a source since {day:yyyy-MM-dd}" : "");
}
