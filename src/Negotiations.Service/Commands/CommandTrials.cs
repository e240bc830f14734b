using System.Collections.Immutable;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Queries;
using Negotiations.Store.Narration;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Commands;

/// <summary>Tries commands: what they would do, or why they would be refused. Nothing is recorded.</summary>
internal sealed class CommandTrials(Recorder recorder, IDocumentStore store, TimeProvider clock)
{
    /// <summary>Tries some, each on top of those before it.</summary>
    public async Task<Trial> Of(ImmutableArray<Command> commands, Caller caller, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        try
        {
            return await recorder.Try(commands, caller, session, cancellation);
        }
        catch (StaleSnapshotException)
        {
            // It was mended.
            await using var fresh = store.LightweightSession();
            return await recorder.Try(commands, caller, fresh, cancellation);
        }
    }

    /// <summary>What a trial of one command that is not refused tells.</summary>
    public async Task<TrialView> Told(Command command, Trial trial, CancellationToken cancellation)
    {
        var decision = trial.Decisions[0];
        if (trial.Facts is not [var fact, ..]) return new TrialView(CommandStatus.Replayed, decision.FactId, null, [], null, []);
        await using var session = store.QuerySession();
        var narrator = (await session.Narrators([fact], cancellation)).Of(command.Negotiation);
        return new TrialView(CommandStatus.Recorded, fact.Id, fact.Describe(narrator), fact.Tracks, FactView.ContentOf(fact),
            Changes(trial));
    }

    private List<ChangeItem> Changes(Trial trial)
    {
        var now = clock.GetUtcNow();
        return [.. trial.Tracks.SelectMany(track => Between(track.Before, track.After, now)).Select(change => change.Item)
            .DistinctBy(item => item.Number?.Measure ?? item.Stage!.Track.Value)];
    }

    private static IEnumerable<(string Position, ChangeItem Item)> Between(Track before, Track after, DateTimeOffset now) =>
        StageChanges.Between(after.Negotiation, new Dictionary<Key, ChangeItem.StageAt> { [after.Key] = At(before, now) },
            new Dictionary<Key, ChangeItem.StageAt> { [after.Key] = At(after, now) })
        .Concat(NumberChanges.Between(after.Negotiation, Measures(before), Measures(after)));

    private static ChangeItem.StageAt At(Track track, DateTimeOffset now) => StageChanges.At(TrackStatus.Of(track, now));

    private static Dictionary<Measure, MeasureSummary> Measures(Track track) =>
        ClaimBook.Of(track).All().ToDictionary(measure => measure.Measure);
}
