using System.Collections.Immutable;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Writing;

/// <summary>
/// How far a command reaches: which tracks it concerns by the thing and the facts it refers to, who holds the thing's id, and what its fact
/// carries along with the thing that it makes.
/// </summary>
internal sealed class CommandReach(OpenStreams streams, RecordedFacts recorded, ThingRegister things)
{
    // Facts correct facts that correct facts; beyond this depth only a fact's own tracks count.
    private const int DeepestChain = 50;

    /// <summary>
    /// The tracks that a command concerns: those it lists, and those of the thing it names. A command that makes a thing lists all its
    /// tracks. Those of further things that it names hold its fact too.
    /// </summary>
    public async Task<Concern> Concerned(Command command, CancellationToken cancellation)
    {
        var (tracks, further, hasIncident) = (command.Concerns.AsEnumerable(), Enumerable.Empty<Key>(), false);
        if (command.Makes is null && command.Names is { } thing) tracks = tracks.Concat(await Held(thing)).Distinct();
        foreach (var one in command.AlsoNames) further = further.Concat(await Held(one)).Distinct();
        ImmutableArray<Key> concerned = [.. tracks];
        return new Concern(concerned, [.. further.Except(concerned)], hasIncident);

        async Task<Key[]> Held(Thing thing)
        {
            var holders = await HoldersOf(command.Negotiation, thing, cancellation);
            hasIncident |= thing.Kind == ThingKind.Incident && holders is not [];
            return holders;
        }
    }

    private async Task<Key[]> HoldersOf(Key negotiation, Thing thing, CancellationToken cancellation)
    {
        if (thing is (ThingKind.Incident, var incident))
        {
            Key[] reported = [.. await recorded.TracksOfIncident(negotiation, incident, cancellation)];
            await streams.Ensure(negotiation, reported.Distinct(), cancellation);
            return reported;
        }
        await things.Ensure(negotiation, [thing], cancellation);
        Key[] holders = [.. things.Of(negotiation, thing).Tracks.Select(Key.Of)];
        await streams.Ensure(negotiation, holders, cancellation);
        return holders.Any(track => streams.Of(negotiation, track).State.HoldersOf(thing).Any()) ? holders : [];
    }

    /// <summary>
    /// The fact that holds the id of the thing which a command makes; null when it is free, or held by the fact that the command replaces.
    /// </summary>
    public ThingMaker? Holder(Command command) =>
        command.Makes is { Kind: not ThingKind.Incident } thing ? things.Of(command.Negotiation, thing)
        .Rival(command.IsPlan, command.Supersedes) : null;

    /// <summary>
    /// The facts that a command refers to, and those that they correct, which may count again; facts that don't exist are missing.
    /// </summary>
    public async Task<ImmutableDictionary<Guid, KnownFact>> Facts(Command command, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, Fact>();
        var next = Opening.FactsNamedBy(command).ToArray();
        for (var depth = 0; next is not [] && depth < DeepestChain; depth++)
        {
            await recorded.Recall(RecordedFacts.EventIds(command.Negotiation, next), cancellation);
            var facts = next.Select(id => recorded.Find(command.Negotiation, id)?.Fact).OfType<Fact>().Where(fact => fact.Tracks is not [])
                .ToArray();
            foreach (var fact in facts) found[fact.Id] = fact;
            next = [.. facts.SelectMany(fact => fact.Corrects()).Select(correction => correction.Fact).Distinct()
                .Where(id => !found.ContainsKey(id))];
        }
        foreach (var fact in found.Values) await streams.Ensure(command.Negotiation, fact.Holders(), cancellation);
        await things.Ensure(command.Negotiation, found.Values.Select(fact => fact.About).OfType<Thing>()
            .Where(thing => thing.Kind != ThingKind.Incident), cancellation);
        return found.Values.ToImmutableDictionary(fact => fact.Id,
            fact => new KnownFact(fact, [.. fact.Holders().Select(track => streams.Of(command.Negotiation, track).State)])
            {
                Rivals = fact.Makes is { Kind: not ThingKind.Incident } thing
                ? [.. things.Of(command.Negotiation, thing).Makers.Where(maker => maker.IsPlan == fact.IsPlan && maker.Fact != fact.Id)
                .Select(maker => maker.Fact)] : [],
            });
    }

    /// <summary>
    /// All tracks that the command's fact concerns, and those that hold it only because it names something of theirs, replaces a fact
    /// there, or shares its thing.
    /// </summary>
    public async Task<(ImmutableArray<Key> Tracks, ImmutableArray<Key> AlsoOn)> Holders(Command command, Concern concern,
        DecisionContext context, CancellationToken cancellation)
    {
        var spokenOf = command.Facts.Where(context.Facts.ContainsKey)
            .SelectMany(fact => HoldersOf(context.Facts[fact].Fact, context, isReplaced: false));
        // A thing is where its maker puts it.
        var (own, others) = command.Makes is null ? (concern.Tracks.Concat(spokenOf), concern.Further.AsEnumerable())
            : (concern.Tracks, concern.Further.Concat(spokenOf));
        ImmutableArray<Key> concerned = [.. own.Distinct()];
        // Also the tracks of another fact that makes the same thing; it counts there while that one does.
        var makers = command.Makes is { Kind: not ThingKind.Incident } thing
            ? things.Of(command.Negotiation, thing).Makers.Where(maker => maker.Fact != command.Supersedes)
            .SelectMany(maker => maker.Tracks) : [];
        var replaced = command.Supersedes is { } other ? HoldersOf(context.Facts[other].Fact, context, isReplaced: true) : [];
        ImmutableArray<Key> alsoOn = [.. others.Concat(makers).Concat(replaced).Except(concerned)];
        await streams.Ensure(command.Negotiation, concerned.Concat(alsoOn), cancellation);
        return (concerned, alsoOn);
    }

    // Every track that holds a fact, also where it was carried with its thing, or with the thing of the fact it corrects. For a replaced
    // fact also the tracks that mention its thing.
    private IEnumerable<Key> HoldersOf(Fact fact, DecisionContext context, bool isReplaced)
    {
        var holders = fact.Holders();
        for (var spoken = fact; spoken is not null; spoken = spoken.Corrects()
            .Select(correction => context.Facts.GetValueOrDefault(correction.Fact)?.Fact).FirstOrDefault(other => other is not null))
        {
            if (spoken.About is not { Kind: not ThingKind.Incident } thing) continue;
            var row = things.Of(fact.Negotiation, thing);
            holders = holders.Concat((isReplaced && spoken.Makes is not null ? row.Tracks.Union(row.MentionedOn) : row.Tracks)
                .Select(Key.Of));
            break;
        }
        return holders.Distinct();
    }

    /// <summary>
    /// What is carried along with the thing that a fact makes. Each track that the thing comes to gets what facts of its other tracks say
    /// of it, with their corrections; these other tracks get the fact itself. So the order of recording makes no difference. What names a
    /// thing that was unmade speaks of the next one under its id.
    /// </summary>
    public async Task<Dictionary<Key, Fact[]>> Carried(Fact fact, CancellationToken cancellation)
    {
        if (fact.Makes is not { Kind: not ThingKind.Incident } thing) return [];
        await things.Ensure(fact.Negotiation, [thing], cancellation);
        var row = things.Of(fact.Negotiation, thing);
        Key[] come = [.. fact.Tracks.Where(track => !row.Tracks.Contains(track.Value))];
        if (row.Tracks.IsEmpty) return [];
        var carried = row.Tracks.Select(Key.Of).Except(fact.Holders()).ToDictionary(track => track, _ => new[] { fact });
        await streams.Ensure(fact.Negotiation, carried.Keys, cancellation);
        if (come is []) return carried;
        var about = await Said(fact.Negotiation, thing, row, cancellation);
        foreach (var track in come)
        {
            var held = row.MentionedOn.Contains(track.Value)
                ? (await streams.FactsOn(fact.Negotiation, track, cancellation)).Select(one => one.Id).ToHashSet() : [];
            carried[track] = [.. about.Where(one => !one.Holders().Contains(track) && !held.Contains(one.Id))
                .OrderBy(one => (one.Recorded.At, one.Id))];
        }
        return carried;
    }

    /// <summary>Why a correction may not be recorded: a fact would count again whose thing's id is taken; null where none would.</summary>
    public async Task<Refusal?> Doubled(Fact fact, CancellationToken cancellation)
    {
        var (back, gone) = (new List<Fact>(), new HashSet<Guid>());
        foreach (var track in fact.Holders().Where(track => streams.Of(fact.Negotiation, track).State.NeedsRefold(fact)))
        {
            var facts = await streams.FactsOn(fact.Negotiation, track, cancellation);
            var before = streams.Of(fact.Negotiation, track).State.Corrections;
            var after = before.With(fact);
            foreach (var maker in facts.Where(one => one.Makes is { Kind: not ThingKind.Incident } && one.Tracks.Contains(track)))
            {
                var (counted, counts) = (before.Of(maker.Id) == FactStanding.Counts, after.Of(maker.Id) == FactStanding.Counts);
                if (counts && !counted) back.Add(maker);
                if (counted && !counts) gone.Add(maker.Id);
            }
        }
        foreach (var maker in back)
        {
            var thing = maker.Makes!.Value;
            await things.Ensure(fact.Negotiation, [thing], cancellation);
            if (things.Of(fact.Negotiation, thing).Makers.FirstOrDefault(other => other.IsPlan == maker.IsPlan && other.Fact != maker.Id
                && !gone.Contains(other.Fact)) is not { } rival) continue;
            return Refusal.Conflict($"{Words.Of(thing.Kind)}-exists", null,
                $"the id '{thing.Id}' of the fact {maker.Id}, which would count again, has been taken by the fact {rival.Fact} meanwhile");
        }
        return null;
    }

    // What the facts of its tracks say of a thing, with their corrections.
    private async Task<ICollection<Fact>> Said(Key negotiation, Thing thing, StoredThing row, CancellationToken cancellation)
    {
        var said = new List<Fact>();
        foreach (var track in row.Tracks.Select(Key.Of)) said.AddRange(await streams.FactsOn(negotiation, track, cancellation));
        var about = said.DistinctBy(one => one.Id).Where(one => one.About == thing || one.AlsoNames().Contains(thing))
            .ToDictionary(one => one.Id);
        while (said.FirstOrDefault(one => !about.ContainsKey(one.Id) && one.Corrects()
            .Any(correction => about.ContainsKey(correction.Fact))) is { } correction) about[correction.Id] = correction;
        return about.Values;
    }
}
