using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Writing;

/// <summary>
/// What comes of recording a fact, beside the fact itself: what is carried along with the thing that it makes, and whether a fact that it
/// lets count again finds its id taken.
/// </summary>
internal sealed class Consequences(OpenStreams streams, ThingRegister things)
{
    /// <summary>
    /// What is to be carried along with the thing that a fact makes: to each track to which the thing comes, what facts of its other tracks
    /// say of it, and what others say of those; and to these tracks the fact itself. So it makes no difference what was recorded first.
    /// What names a thing that was unmade speaks of the next one under its id.
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

    /// <summary>
    /// Why a fact that says something of others may not be recorded: another fact would count again, into an id that is taken; null where
    /// none would.
    /// </summary>
    public async Task<Refusal?> Doubled(Fact fact, CancellationToken cancellation)
    {
        var (back, gone) = (new List<Fact>(), new HashSet<Guid>());
        foreach (var track in fact.Holders().Where(track => streams.Of(fact.Negotiation, track).State.NeedsRefold(fact)))
        {
            Fact[] facts = [.. await streams.FactsOn(fact.Negotiation, track, cancellation)];
            var (before, after) = (Corrections.Of(facts, facts), Corrections.Of([.. facts, fact], facts));
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

    // What facts of its tracks say of a thing, and what others say of those.
    private async Task<ICollection<Fact>> Said(Key negotiation, Thing thing, StoredThing row, CancellationToken cancellation)
    {
        var said = new List<Fact>();
        foreach (var track in row.Tracks.Select(Key.Of)) said.AddRange(await streams.FactsOn(negotiation, track, cancellation));
        var about = said.DistinctBy(one => one.Id).Where(one => one.About == thing).ToDictionary(one => one.Id);
        while (said.FirstOrDefault(one => !about.ContainsKey(one.Id) && one.Corrects()
            .Any(correction => about.ContainsKey(correction.Fact))) is { } correction) about[correction.Id] = correction;
        return about.Values;
    }
}
