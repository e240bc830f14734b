using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Sealing;
using Negotiations.Store.Log;
using Wolverine;

namespace Negotiations.Service.Transfer;

/// <summary>
/// <c>POST /import</c>: imports what <c>GET /negotiations/{n}/export</c> wrote into a store without that negotiation; ids, times and order
/// stay. It works in parts, answers each with a line, and stops at the first line that can't be imported. Facts already there are skipped,
/// so an interrupted import continues when the same file is posted again.
/// </summary>
internal static class Import
{
    private const int Together = 500;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/import", Post).Needs(Rights.Operate).WithParameters().Takes<string>(NdJson.MediaType)
        .Tells<string>(Area.Transfer, "Import what an export wrote; answered part by part, one JSON object a line", NdJson.MediaType,
        StatusCodes.Status207MultiStatus).Costs(Cost.Open);

    private static async Task<IResult> Post(HttpContext context, IMessageBus bus, IDocumentStore store, AuditTrail audit)
    {
        if (!NdJson.IsSent(context.Request)) return NdJson.Unsupported("send what an export wrote, one event a line");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = new MinDataRate(bytesPerSecond: 1, gracePeriod: LongestPause);
        context.Response.StatusCode = StatusCodes.Status207MultiStatus;
        context.Response.ContentType = NdJson.MediaType;
        var state = new State(context.Caller().Name, context.Told);
        try
        {
            await foreach (var lines in JsonLine.Read(context.Request.BodyReader, ImportLine.Limit, context.RequestAborted))
            {
                await Take(lines, state, bus, store, context.RequestAborted);
                NdJson.Write(context.Response,
                    new JsonObject { ["line"] = lines[^1].Number, ["recorded"] = state.Recorded, ["known"] = state.Known });
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
                if (state.Refusal is not null) break;
            }
        }
        finally
        {
            // Also for an interrupted import.
            if (state.Recorded > 0)
                await audit.Append(new AuditEntry
                {
                    Action = AuditAction.Imported,
                    By = state.By,
                    Negotiation = state.First,
                    Detail = $"{state.Recorded} facts"
                }, CancellationToken.None);
        }
        NdJson.Write(context.Response, state.ToJson());
        return Results.Empty;
    }

    private static async Task Take(List<JsonLine> lines, State state, IMessageBus bus, IDocumentStore store, CancellationToken cancellation)
    {
        var (facts, lists) = (ImmutableArray.CreateBuilder<ImportedFact>(lines.Count), new List<(SealedList List, int Line)>());
        foreach (var line in lines)
        {
            if (line.Json is { } maybe && SealedEvent.Read(maybe) is { } sealedList)
            {
                if (sealedList.Value is { } list) lists.Add((list, line.Number));
                else (state.Refusal, state.FaultyLine) = (sealedList.Refusal, line.Number);
                if (state.Refusal is not null) break;
                continue;
            }
            if (line.Json is { } perhaps && ImportLine.IsProof(perhaps)) continue;
            var read = line.Json is { } json ? ImportLine.Of(json)
                : Refusal.Malformed("too-large", null, $"a line has at most {ImportLine.Limit} bytes");
            if (read.Value is not { } told)
            {
                (state.Refusal, state.FaultyLine) = (read.Refusal, line.Number);
                break;
            }
            facts.Add(new ImportedFact(told.Fact, told.ContentHash, state.Place(told.Fact)));
        }
        if (facts.Count > 0) await Append(facts.ToImmutable(), lines, state, bus, cancellation);
        foreach (var (list, line) in lists.Where(_ => state.Refusal is null))
        {
            var (isNew, refusal) = await SealedEvent.Import(list, store, cancellation);
            if (refusal is not null) (state.Refusal, state.FaultyLine) = (refusal, line);
            else (state.Recorded, state.Known) = (state.Recorded + (isNew ? 1 : 0), state.Known + (isNew ? 0 : 1));
        }
    }

    private static async Task Append(ImmutableArray<ImportedFact> facts, List<JsonLine> lines, State state, IMessageBus bus,
        CancellationToken cancellation)
    {
        ImportedFacts result;
        try
        {
            result = await bus.InvokeAsync<ImportedFacts>(new ImportFacts(facts, state.By, state.Entry, IsFirst: state.Recorded == 0),
                cancellation);
        }
        catch (OutcomeUnknownException)
        {
            (state.Refusal, state.FaultyLine) = (Errors.OutcomeUnknown, lines[0].Number);
            return;
        }
        (state.Recorded, state.Known, state.Sequence) = (state.Recorded + result.Recorded, state.Known + result.Known,
            Math.Max(state.Sequence, result.Sequence));
        if (result.FaultAt is { } at) (state.Refusal, state.FaultyLine) = (result.Refusal, lines[at].Number);
    }

    private sealed class State(string by, Func<long, long> told)
    {
        private readonly Dictionary<Key, long> places = [];

        public string By => by;

        public Guid Entry { get; } = Guid.CreateVersion7();

        public string? First { get; private set; }

        public long Recorded { get; set; }

        public long Known { get; set; }

        public long Sequence { get; set; }

        public Refusal? Refusal { get; set; }

        public int FaultyLine { get; set; }

        public long Place(Fact fact)
        {
            First ??= fact.Negotiation.Value;
            var place = places.GetValueOrDefault(fact.Negotiation);
            places[fact.Negotiation] = fact is DeadlinePassed ? place : place + 1;
            return place;
        }

        public JsonObject ToJson()
        {
            var json = new JsonObject { ["summary"] = new JsonObject { ["recorded"] = Recorded, ["known"] = Known } };
            if (Sequence > 0) json["sequence"] = told(Sequence);
            if (Refusal is null) return json;
            (json["line"], json["problem"]) = (FaultyLine, Problems.Json([Refusal]));
            return json;
        }
    }
}
