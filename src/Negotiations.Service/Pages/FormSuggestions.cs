using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Queries;
using Negotiations.Store.Snapshots;
using Negotiations.Web.Recording;

namespace Negotiations.Service.Pages;

/// <summary>What forms suggest: negotiations, and of one its actors, tracks and things.</summary>
internal sealed class FormSuggestions(IQuerySession session)
{
    private const int Most = 500;

    /// <summary>The suggestions for a form about a negotiation, or about none yet.</summary>
    public async Task<Suggestions> Of(string? negotiation, HttpContext context)
    {
        var known = await session.ReadableBy(context.Caller()).OrderBy(one => one.Id).Take(Most).ToListAsync(context.RequestAborted);
        var found = new Dictionary<string, IReadOnlyList<(string, string?)>>
        {
            ["negotiation"] = [.. known.Select(one => (one.Id, one.State?.Title))],
        };
        if (known.FirstOrDefault(one => one.Id == negotiation) is not { State: { } state }) return new Suggestions(found);
        found["actor"] = [.. state.Actors.Take(Most).Select(actor => (actor.Key.ToString(), actor.Value.Name))];
        var things = new Dictionary<string, SortedSet<string>>();
        var tracks = new List<(string, string?)>();
        await foreach (var track in session.States([state.Key.Value], Viewpoint.Now, context.RequestAborted))
        {
            tracks.Add((track.Key.Value, track.Title));
            foreach (var (kind, ids) in Things(track))
                foreach (var id in ids) (things.TryGetValue(kind, out var same) ? same : things[kind] = []).Add(id);
        }
        found["track"] = [.. tracks.Take(Most)];
        foreach (var (kind, ids) in things) found[kind] = [.. ids.Take(Most).Select(id => (id, (string?)null))];
        return new Suggestions(found);
    }

    private static IEnumerable<(string Kind, IEnumerable<string> Ids)> Things(Track track) =>
    [
        ("round", track.Rounds.Keys.Select(Text)), ("memo", track.Memos.Keys.Select(Text)), ("proposal", track.Proposals.Keys.Select(Text)),
        ("exchange", track.Exchanges.Keys.Select(Text)), ("list", track.ChildLists.Keys.Select(Text)),
        ("commitment", track.Commitments.Keys.Select(Text)), ("agreement", track.Agreements.Keys.Select(Text)),
        ("ceasefire", track.Ceasefires.Keys.Select(Text)), ("measure", track.Claims.Keys.Select(measure => measure.Text)),
        ("leg", track.Exchanges.Values.Select(exchange => exchange.Agreed).OfType<Domain.Exchanges.ExchangeAgreed>()
            .SelectMany(agreed => agreed.Legs).Select(leg => leg.Leg.Value)),
    ];

    private static string Text(Key key) => key.Value;
}
