using System.Text;
using System.Text.Json.Nodes;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tests;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Tests;

/// <summary>What is written of a track fact by fact comes to what is written of it at once.</summary>
public sealed class TrackPartsTests
{
    private static readonly Key Negotiation = Key.Of("parts"), TrackKey = Key.Of("track");

    [Fact]
    public void Parts_written_one_fact_after_another_are_those_of_the_whole()
    {
        for (var number = 0; number < 150; number++)
        {
            var facts = Histories.Of(number, Negotiation, TrackKey);
            var (rows, track) = (new Dictionary<(string, string), string>(), StoredTrack.None($"{Negotiation}/{TrackKey}"));
            foreach (var (fact, i) in facts.Select((fact, i) => (fact, i)))
                track = Write(track, fact, facts[..(i + 1)], rows);

            Written(TrackParts.Changed(null, track.Reported(track, null), null), []).ShouldBe(rows, ignoreOrder: true, $"history {number}");
            TrackParts.Head(track).State.Exchanges.ShouldBeEmpty();
        }
    }

    // As one command after another does it.
    private static StoredTrack Write(StoredTrack before, Fact fact, Fact[] facts, Dictionary<(string, string), string> rows)
    {
        Fact[]? since = before.State.NeedsRefold(fact) ? null : [fact];
        var after = before.With(fact, "", since is null ? Track.Fold(Negotiation, TrackKey, facts) : null).Reported(before, since);
        Written(TrackParts.Changed(before, after, since), rows);
        return after;
    }

    private static Dictionary<(string, string), string> Written(IEnumerable<TrackParts.Part> parts,
        Dictionary<(string, string), string> rows)
    {
        foreach (var part in parts)
            if (part.Json is null) rows.Remove((part.Member, part.Key)).ShouldBeTrue();
            else rows[(part.Member, part.Key)] = JsonNode.Parse(Encoding.UTF8.GetString(part.Json))!.ToJsonString();
        return rows;
    }
}
