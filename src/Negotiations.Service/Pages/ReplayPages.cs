using System.Text.Json.Nodes;
using Marten;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Replays;
using Negotiations.Web.Pages;
using Negotiations.Web.Parts;

namespace Negotiations.Service.Pages;

/// <summary><c>/negotiations/{n}/replay</c> as a page: one step at a time, with what it changed, before and after.</summary>
internal static class ReplayPages
{
    private const int MostSteps = 5_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPage("/negotiations/{negotiation}/replay", Get, [.. ViewpointQuery.Names, .. StepsQuery.Names, "at"])
            .WaitsForMinSequence().Costs(Cost.Dear);

    private static async Task<IResult> Get(string negotiation, ViewpointQuery query, StepsQuery wanted, HttpContext context,
        IQuerySession session, TimeProvider clock, PageFrames frames)
    {
        var read = await TimeMachine.Steps(negotiation, query, wanted, context, session, clock);
        if (read.Refusal is { } refusal && refusal.Code != "nothing-happened") return Problems.Of(refusal);
        return PageResult.Of<ReplayPage>(context, await frames.Of(context, negotiation),
            (nameof(ReplayPage.Steps), Changing(read.Value ?? [])));
    }

    // Only the steps in which something changed, each with the tracks that it changed as they were before.
    private static List<ReplayPage.ReplayStep> Changing(IEnumerable<JsonObject> steps)
    {
        var (before, changing) = (new Dictionary<string, JsonObject>(), new List<ReplayPage.ReplayStep>());
        foreach (var line in steps)
        {
            var changed = line["changed"]!.AsArray().Select(track => track!.ToString()).ToHashSet();
            JsonObject[] facts = [.. line["facts"]!.AsArray().OfType<JsonObject>()];
            var tracks = line["tracks"]!.AsArray().OfType<JsonObject>().Where(track => changed.Contains(track["track"]!.ToString()))
                .Select(track => (before.GetValueOrDefault(track["track"]!.ToString()), track)).ToArray();
            foreach (var (_, track) in tracks) before[track["track"]!.ToString()] = track;
            if (facts.Length + tracks.Length == 0) continue;
            changing.Add(new ReplayPage.ReplayStep(DateWords.Of(line["at"]!.ToString()), facts, tracks));
            if (changing.Count == MostSteps) break;
        }
        return changing;
    }
}
