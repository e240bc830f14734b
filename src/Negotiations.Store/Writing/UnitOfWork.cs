using System.Collections.Immutable;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Writing;

/// <summary>
/// What commands are decided on, and what is saved of it in one transaction: the streams that they concern, the facts that were recorded
/// before under the same ids, and who holds the ids of things.
/// </summary>
internal sealed class UnitOfWork
{
    private readonly IDocumentSession session;
    private readonly RecordedFacts recorded;
    private readonly ThingRegister things;
    private readonly OpenStreams streams;

    public UnitOfWork(IDocumentSession session)
    {
        var reader = new OpeningReader(session.DocumentStore);
        (this.session, recorded, things) = (session, new RecordedFacts(session.DocumentStore), new ThingRegister(reader));
        streams = new OpenStreams(reader, recorded, things);
        Reach = new CommandReach(streams, recorded, things);
    }

    /// <summary>Which tracks commands concern, and who holds the ids of things.</summary>
    public CommandReach Reach { get; }

    /// <summary>The facts that were appended, each once.</summary>
    public List<Fact> Appended { get; } = [];

    /// <summary>The entry of the audit trail about the import that it appends; null where it imports nothing.</summary>
    public Guid? Import { init => streams.Import = value; }

    /// <summary>The tracks to which something was appended, before and after.</summary>
    public IEnumerable<(Track Before, Track After)> Changed => streams.Changed;

    /// <summary>The highest sequence of what was saved; 0 when nothing was.</summary>
    public long LastSequence => Appended.Select(fact => Recorded(fact.Negotiation, fact.Id)!.Sequence).DefaultIfEmpty().Max();

    /// <summary>The streams that a command writes to, as far as the command itself tells.</summary>
    public static IEnumerable<string> StreamsOf(Command command) =>
        command.Concerns is [] ? [StreamKeys.Of(command.Negotiation)]
            : command.Concerns.Select(track => StreamKeys.Of(command.Negotiation, track));

    /// <summary>What concurrent commands must not share: the streams that they write to, and the thing that they make.</summary>
    public static IEnumerable<string> LocksOf(Command command) =>
        command.Makes is { } thing ? StreamsOf(command).Append(StoredThing.IdOf(command.Negotiation, thing)) : StreamsOf(command);

    /// <summary>The streams that hold a fact.</summary>
    public static IEnumerable<string> StreamsOf(Fact fact) =>
        fact.Tracks is [] ? [StreamKeys.Of(fact.Negotiation)] : fact.Holders().Select(track => StreamKeys.Of(fact.Negotiation, track));

    /// <summary>The commands, of which those that concern every track know which tracks there are by then.</summary>
    public async Task<ImmutableArray<Command>> WithEveryTrack(ImmutableArray<Command> commands, CancellationToken cancellation)
    {
        if (!commands.Any(IsOfEvery)) return commands;
        var complete = commands.ToBuilder();
        for (var i = 0; i < complete.Count; i++)
            if (complete[i] is RecordCoverage coverage && IsOfEvery(coverage))
                complete[i] = coverage with
                {
                    Every = [.. (await TrackKeys(coverage.Negotiation, cancellation)).Select(Key.Of)
                        .Concat(commands.Take(i).OfType<OpenTrack>().Where(opened => opened.Negotiation == coverage.Negotiation)
                            .Select(opened => opened.Track)).Distinct().Order()],
                };
        return complete.MoveToImmutable();

        static bool IsOfEvery(Command command) => command is RecordCoverage { Tracks: [] };
    }

    /// <summary>Opens all that the commands tell they need, in one round trip.</summary>
    public Task Open(ImmutableArray<Command> commands, CancellationToken cancellation) =>
        streams.Open(Opening.Of(commands), cancellation);

    /// <summary>Opens all that recorded facts need, in one round trip.</summary>
    public Task Open(IReadOnlyCollection<Fact> facts, CancellationToken cancellation) => streams.Open(Opening.Of(facts), cancellation);

    /// <summary>A negotiation's state; not opened when it doesn't exist.</summary>
    public Negotiation Negotiation(Key negotiation) => streams.Of(negotiation).State;

    /// <summary>A track's state; not opened when it doesn't exist.</summary>
    public Track Track(Key negotiation, Key track) => streams.Of(negotiation, track).State;

    /// <summary>The version of a track, or of the negotiation itself.</summary>
    public long VersionOf(Key negotiation, Key? track) =>
        track is { } key ? streams.Of(negotiation, key).Version : streams.Of(negotiation).Version;

    /// <summary>When something was last recorded on some tracks, or in the negotiation's own stream where there are none.</summary>
    public DateTimeOffset LastRecorded(Key negotiation, IEnumerable<Key> on) =>
        on.Select(track => streams.Of(negotiation, track).LastRecordedAt).DefaultIfEmpty(streams.Of(negotiation).LastRecordedAt).Max();

    /// <summary>The content hash of the command that was recorded under an id; null when none was.</summary>
    public string? ContentOf(Key negotiation, Guid id) =>
        Recorded(negotiation, id) is { } e ? e.Content ?? "" : null;

    /// <inheritdoc cref="RecordedFacts.Find"/>
    public RecordedEvent? Recorded(Key negotiation, Guid id) => recorded.Find(negotiation, id);

    /// <summary>
    /// Appends a fact to every stream that is to hold it, and carries what is said of its thing to the tracks that the thing comes to.
    /// </summary>
    public async Task Append(Fact fact, string? content, CancellationToken cancellation)
    {
        Appended.Add(fact);
        streams.By = streams.Import is null ? fact.Recorded.By : session.LastModifiedBy;
        if (fact.Tracks is [])
        {
            streams.Append(fact, content);
            return;
        }
        var carried = await Reach.Carried(fact, cancellation);
        foreach (var track in fact.Holders()) await streams.Append(fact, track, content, cancellation);
        foreach (var (track, facts) in carried)
            foreach (var earlier in facts) await streams.Append(earlier, track, null, cancellation, isCarried: true);
    }

    /// <summary>Saves all that was appended, in one transaction.</summary>
    public Task Save(CancellationToken cancellation)
    {
        var append = new FactAppend(session.DocumentStore) { Message = (session.CorrelationId, session.CausationId) };
        streams.Save(append);
        things.Save(append);
        return append.IsEmpty ? session.Commit(cancellation) : session.Commit(append.Write, cancellation);
    }

    /// <inheritdoc cref="RecordedFacts.Receipt"/>
    public Task<Receipt> Receipt(Key negotiation, Guid id, CancellationToken cancellation) =>
        recorded.Receipt(negotiation, id, cancellation);

    /// <summary>The keys of all negotiations.</summary>
    public Task<IReadOnlyList<string>> NegotiationKeys(CancellationToken cancellation) => session.NegotiationKeys(cancellation);

    /// <summary>The keys of all tracks of a negotiation.</summary>
    public async Task<IEnumerable<string>> TrackKeys(Key negotiation, CancellationToken cancellation) =>
        from stream in await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation.Value).Select(track => track.Id)
            .ToListAsync(cancellation)
        select StreamKeys.Split(stream).Track.Value;
}
