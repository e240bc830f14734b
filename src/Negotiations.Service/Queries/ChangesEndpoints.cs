using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/changes?from&amp;to</c> (or <c>knownFrom&amp;knownTo</c>), and <c>/changes</c> over all negotiations: what is
/// different between two views: stages, numbers and facts, before and after.
/// </summary>
internal static partial class ChangesEndpoints
{
    private static readonly string[] Parameters = [.. ListQuery.Names, .. ChangesQuery.Names];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/changes", OfOne).Needs(Rights.Read).MayMiss().WithParameters(Parameters)
            .Tells<Page<ChangeItem>>(Area.Queries, "What is different in a negotiation between two dates, in the world or in knowledge")
            .WaitsForIndexedSequence().Costs(Cost.Dear);
        routes.MapQuery("/changes",
            (ListQuery query, ChangesQuery asked, HttpContext context, IQuerySession session, TimeProvider clock) =>
            Get(session.KeysReadableBy(context.Caller(), query.Part.After?.Split(' ')[0] ?? "", context.RequestAborted), query, asked,
                context, session, clock))
            .Needs(Rights.None).WithParameters(Parameters)
            .Tells<Page<ChangeItem>>(Area.Queries, "What is different in all negotiations between two dates, in the world or in knowledge")
            .WaitsForIndexedSequence().Costs(Cost.Dear);
    }

    internal static async Task<IResult> OfOne(
        string negotiation, ListQuery query, ChangesQuery asked, HttpContext context, IQuerySession session, TimeProvider clock) =>
        await session.Missing(negotiation, context) is { } unknown ? Problems.Of(unknown)
            : await Get(new[] { negotiation }.ToAsyncEnumerable(), query, asked, context, session, clock);

    internal static async Task<IResult> Get(IAsyncEnumerable<string> negotiations, ListQuery query, ChangesQuery asked, HttpContext context,
        IQuerySession session, TimeProvider clock)
    {
        var found = new List<(string Position, ChangeItem Item)>();
        var last = query.Part.After is { } cursor ? Place.Match(cursor) : null;
        if (last is { Success: false }) return Problems.Of(Paging.BadCursor);
        await foreach (var negotiation in negotiations)
        {
            var after = last?.Groups["negotiation"].Value == negotiation ? last.Groups["position"].Value : null;
            await foreach (var (position, item) in Of(negotiation, asked, after, session, clock, context.RequestAborted))
            {
                found.Add(($"{negotiation} {position}", item));
                if (found.Count > query.Part.Limit) break;
            }
            if (found.Count > query.Part.Limit) break;
        }
        var page = query.Part.Cut(found, one => one.Position, context);
        return Answer.Of(new Page<ChangeItem>([.. page.Items.Select(one => one.Item)], page.Next));
    }

    [GeneratedRegex("^(?<negotiation>[^ ]+) (?<position>[123] .+)\\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Place { get; }

    // Stages first, then numbers, then facts; each kind has its own order, which begins with a digit for the kind.
    private static async IAsyncEnumerable<(string Position, ChangeItem Item)> Of(string negotiation, ChangesQuery asked, string? after,
        IQuerySession session, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var kind = after is null ? StageChanges.Kind : after[..1];
        if (string.CompareOrdinal(kind, StageChanges.Kind) <= 0)
            foreach (var change in await StageChanges.Of(negotiation, asked, session, clock, cancellation))
                if (string.CompareOrdinal(change.Position, after) > 0) yield return change;
        var views = await Views.Of(session, negotiation, asked, cancellation);
        if (string.CompareOrdinal(kind, NumberChanges.Kind) <= 0)
            await foreach (var change in new NumberChanges(views).After(kind == NumberChanges.Kind ? after : null, cancellation))
                yield return change;
        await foreach (var change in new FactChanges(views, session).After(kind == FactChanges.Kind ? after : null, cancellation))
            yield return change;
    }
}
