using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Marten;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Index;
using Negotiations.Store.Narration;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Transfer;

/// <summary>
/// <c>GET /negotiations/{n}/facts.csv</c>, <c>…/ledger.csv</c>, <c>…/claims.csv</c>, <c>…/agreements.csv</c> and
/// <c>…/proposals.csv</c>, from any viewpoint: every fact with what it counts
/// for and what it says, every leg and list with promised against delivered, every claim.
/// </summary>
internal static class CsvExport
{
    private const int FactsAtOnce = 500;

    private static readonly string[] FactColumns =
        ["factId", "type", "occurred", "recordedAt", "recordedBy", "tracks", "standing", "summary", "claimants", "publisher", "title",
            "url", "publishedAt", "origin", "language", "reliability", "credibility", "quote", "supersedes", "note", "attributes",
            "externalIds", "urls", .. FactCells.Columns];

    private static readonly string[] LedgerColumns =
        ["track", "kind", "thing", "leg", "from", "to", "category", "terms", "agreedLow", "agreedHigh", "deliveredLow", "deliveredHigh",
            "outstandingLow", "outstandingHigh", "firstDelivery", "lastDelivery", "due", "status", "disputed"];

    private static readonly string[] ClaimColumns = ["measure", "status", "accepted", "claimant", "value", "low", "high", "basis",
        "occurred", "publisher", "origin", "factId"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "facts", FactColumns, "Every fact with what it counts for, as a table", Facts).WaitsForIndexedSequence();
        Map(routes, "ledger", LedgerColumns, "Every leg and list, promised against delivered, as a table", Ledger).WaitsForMinSequence();
        Map(routes, "claims", ClaimColumns, "Every claim, as a table", Claims).WaitsForIndexedSequence();
        Map(routes, "agreements", CsvLists.AgreementColumns, "Every agreement, as a table", CsvLists.Agreements).WaitsForMinSequence();
        Map(routes, "proposals", CsvLists.ProposalColumns, "Every proposal, as a table", CsvLists.Proposals).WaitsForMinSequence();
    }

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string table, string[] columns, string summary,
        Func<CsvRequest, CancellationToken, IAsyncEnumerable<object?[]>> rows) =>
        routes.MapQuery($"/negotiations/{{negotiation}}/{table}.csv",
            (string negotiation, ViewpointQuery query, HttpContext context, IQuerySession session, AuditTrail audit, CallerTurns turns,
                TimeProvider clock) => Get(table, columns, rows, new CsvRequest(negotiation, query.From, query.At(clock), session), context,
                audit, turns)).Needs(Rights.Read).MayMiss()
            .WithParameters(ViewpointQuery.Names).Tells<string>(Area.Transfer, summary, "text/csv").Costs(Cost.Open);

    private static async Task<IResult> Get(
        string table, string[] columns, Func<CsvRequest, CancellationToken, IAsyncEnumerable<object?[]>> rows,
        CsvRequest asked, HttpContext context, AuditTrail audit, CallerTurns turns)
    {
        if (await asked.Session.Missing(asked.Negotiation, context) is { } unknown) return Problems.Of(unknown);
        await audit.Append(new AuditEntry
        {
            Action = AuditAction.Exported,
            By = context.Caller().Name,
            Negotiation = asked.Negotiation,
            Thing = $"{table}.csv"
        }, context.RequestAborted);
        return Csv.Of(context, $"{asked.Negotiation}-{table}", columns,
            turns.Each(context.Caller().Name, rows(asked, context.RequestAborted), context.RequestAborted));
    }

    private static async IAsyncEnumerable<object?[]> Facts(CsvRequest asked, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var search = await FactSearch.Of(asked.Session, asked.Negotiation, asked.From, cancellation);
        for (var last = ""; ;)
        {
            var after = last;
            var part = await search.Entries().Where(entry => entry.Position.CompareTo(after) > 0).OrderBy(entry => entry.Position)
                .Take(FactsAtOnce).ToListAsync(cancellation);
            var events = await search.Events([.. part.Select(entry => entry.Id)], cancellation);
            var narrators = await asked.Session.Narrators([.. events.Values.Select(e => (Fact)e.Data)], cancellation);
            foreach (var entry in part) yield return Row((Fact)events[entry.Id].Data, narrators, search.CorrectionsOf(asked.Negotiation));
            if (part.Count < FactsAtOnce) yield break;
            last = part[^1].Position;
        }
    }

    private static object?[] Row(Fact fact, Narrators narrators, Corrections corrections)
    {
        var (report, source) = (fact.Report, fact.Report?.Source);
        return
        [
            fact.Id, fact.Word(), fact.Occurred, fact.Recorded.At, fact.Recorded.By, fact.Tracks, corrections.Of(fact.Id),
            narrators.SentenceOf(fact),
            report?.Claimants, source?.Publisher, source?.Title, source?.Url,
            source?.PublishedAt, source?.Origin, source?.Language, report?.Reliability?.ToString(), report?.Credibility, report?.Quote,
            fact.Supersedes, fact.Note, Json(fact.Attributes), Json(fact.ExternalIds), string.Join(' ', fact.Urls),
            .. FactCells.Of(fact, narrators.Of(fact)),
        ];
    }

    private static string? Json<T>(ImmutableSortedDictionary<string, T> members) =>
        members.IsEmpty ? null : JsonSerializer.Serialize(members, Formats.Line);

    private static async IAsyncEnumerable<object?[]> Ledger(CsvRequest asked, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var ledger in asked.Session.Ledgers([asked.Negotiation], asked.From, cancellation).Select(ledger => ledger.AtHome()))
        {
            foreach (var exchange in ledger.Exchanges)
                foreach (var leg in exchange.Legs)
                    yield return
                    [
                        exchange.Held.Agreed?.Tracks[0] ?? ledger.Track.Key, ThingKind.Exchange, exchange.Exchange, leg.Leg.Leg,
                        leg.Leg.From, leg.Leg.To, leg.Leg.Category, exchange.AgreedTerms, .. Csv.Cells(leg.Agreed),
                        .. Csv.Cells(leg.Delivered), .. Csv.Cells(leg.Outstanding), leg.First, leg.Last, exchange.Held.Due, leg.Status,
                        leg.IsDisputed,
                    ];
            foreach (var list in ledger.Lists)
                yield return
                [
                    list.List.Tracks[0], ThingKind.List, list.List.List, null, list.List.From, list.List.To, LegCategory.Children, null,
                    .. Csv.Cells(list.Listed),
                    .. Csv.Cells(list.Returned), .. Csv.Cells(list.Outstanding), list.Returns.FirstOrDefault()?.Occurred,
                    list.Returns.LastOrDefault()?.Occurred, null, list.Status, list.IsDisputed,
                ];
        }
    }

    private static async IAsyncEnumerable<object?[]> Claims(CsvRequest asked, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var search = await FactSearch.Of(asked.Session, asked.Negotiation, asked.From, cancellation);
        await foreach (var standing in ClaimReader.Measures(search, asked.Negotiation, null, cancellation))
            foreach (var claim in standing.Claims)
            {
                var range = claim.Value.Quantity is { } quantity ? NumberRange.Of(quantity) : (NumberRange?)null;
                yield return
                [
                    standing.Measure, standing.Status, FactCells.Text(standing.Accepted), claim.Claimant, FactCells.Text(claim.Value),
                    .. Csv.Cells(range),
                    claim.Value.Quantity?.Basis, claim.Occurred, claim.Publisher, claim.Origin, claim.FactId,
                ];
            }
    }
}
