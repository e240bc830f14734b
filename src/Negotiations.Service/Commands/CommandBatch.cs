using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Log;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary>
/// <c>POST /commands</c>: one command a line (NDJSON), answered line by line as it goes. One bad line never stops the rest, unless the
/// batch is atomic.
/// </summary>
internal static partial class CommandBatch
{
    // How many lines that have arrived share a transaction.
    private const int Together = CommandLine.Together;

    /// <summary>How long a sender may pause.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <summary>How many lines an atomic batch may have.</summary>
    private const int AtomicLimit = 10_000;

    /// <summary>How large an atomic batch may be, in bytes: it is held until all of it is decided.</summary>
    private const long AtomicSize = 32 * 1024 * 1024;

    public static async Task<IResult> Post(HttpContext context, IMessageBus bus, CommandTrials trials)
    {
        if (!NdJson.IsSent(context.Request))
            return NdJson.Unsupported("send one command to /commands/{CommandName} as application/json, or one a line");
        if (new[] { CommandEndpoints.IdempotencyKey, "If-Match" }.FirstOrDefault(context.Request.Headers.ContainsKey) is { } header)
            return Problems.Of(Refusal.Malformed("not-for-batches", header,
                $"'{header}' is for single commands; give each line its own commandId or expectedVersion"));
        if (QueryParameters.Unknown(context.Request.Query, CommandEndpoints.DryRun, ["true", "false"]) is { } misread)
            return Problems.Of(misread);
        LiftBodyLimits(context);
        if (CommandEndpoints.IsDry(context)) return await Tried(context, trials);
        return context.Request.Query["atomic"].ToString() switch
        {
            "true" => await Atomic(context, bus),
            "" or "false" => await Streamed(context, bus),
            _ => Problems.Of(Refusal.Malformed("invalid-parameter", "atomic", "'atomic' takes true or false")),
        };
    }

    // A batch may be of any size, and its sender may pause between lines.
    private static void LiftBodyLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = context.Request.Query["atomic"] == "true" || CommandEndpoints.IsDry(context) ? AtomicSize : null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = new MinDataRate(bytesPerSecond: 1, gracePeriod: LongestPause);
    }

    private static async Task<IResult> Streamed(HttpContext context, IMessageBus bus)
    {
        context.Response.StatusCode = StatusCodes.Status207MultiStatus;
        context.Response.ContentType = NdJson.MediaType;
        var (summary, cancellation) = (new Summary(context), context.RequestAborted);
        // While one group is recorded, arriving lines are read; they form the next group.
        var arrived = Channel.CreateBounded<CommandLine>(new BoundedChannelOptions(2 * Together)
        {
            SingleReader = true,
            SingleWriter = true
        });
        var reading = CommandLine.Read(context.Request.BodyReader, arrived.Writer, cancellation);
        while (await arrived.Reader.WaitToReadAsync(cancellation))
        {
            var lines = new List<CommandLine>();
            while (lines.Count < Together && arrived.Reader.TryRead(out var line)) lines.Add(line);
            foreach (var (line, result) in await Record(lines, context.Caller(), bus, cancellation))
                NdJson.Write(context.Response, summary.Count(line, result));
            await context.Response.BodyWriter.FlushAsync(cancellation);
        }
        await reading;
        NdJson.Write(context.Response, summary.ToJson());
        return Results.Empty;
    }

    private static async Task<IResult> Atomic(HttpContext context, IMessageBus bus)
    {
        var read = await Whole(context);
        if (read is not { } lines) return TooLong;
        var results = lines.Any(line => line.Command is null)
            ? lines.Select(line =>
                (line, CommandResult.Refused(line.Refusal
                ?? Refusal.Rule("batch-refused", null, "not recorded, because another line can't be read"))))
            : await Record(lines, context.Caller(), bus, context.RequestAborted, atomic: true);
        var summary = new Summary(context);
        var answers = new JsonArray([.. results.Select(answer => summary.Count(answer.Item1, answer.Item2))]);
        var body = summary.ToJson();
        body.Insert(0, "lines", answers);
        if (!summary.HasFaults)
            return Results.Text(body.ToJsonString(Formats.Answer), "application/json", statusCode: StatusCodes.Status201Created);
        var faulty = answers.Where(answer => answer!["problem"]!["code"]!.GetValue<string>() != "batch-refused")
            .Select(answer => answer!["line"]!.GetValue<int>());
        var problem = Problems.Json([Refusal.Rule("batch-refused", null,
            $"nothing was recorded: refused or unreadable are the lines {string.Join(", ", faulty)}")]);
        problem["lines"] = answers.DeepClone();
        return Results.Text(problem.ToJsonString(Formats.Answer), Problems.ContentType,
            statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult TooLong => Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large",
        $"a batch that is decided as a whole has at most {AtomicLimit} lines");

    // All lines; null where there are too many.
    private static async Task<List<CommandLine>?> Whole(HttpContext context)
    {
        var lines = new List<CommandLine>();
        await foreach (var some in CommandLine.Read(context.Request.BodyReader, context.RequestAborted))
        {
            lines.AddRange(some);
            if (lines.Count > AtomicLimit) return null;
        }
        return lines;
    }

    private static async Task<IEnumerable<(CommandLine Line, CommandResult Result)>> Record(List<CommandLine> lines, Caller caller,
        IMessageBus bus, CancellationToken cancellation, bool atomic = false)
    {
        ImmutableArray<Command> commands = [.. lines.Select(line => line.Command).OfType<Command>()];
        var results = commands is [] ? [] : await Record(commands, caller, bus, atomic, cancellation);
        var recorded = new Queue<CommandResult>(results);
        return [.. lines.Select(line => (line, line.Command is null ? CommandResult.Refused(line.Refusal!) : recorded.Dequeue()))];
    }

    // In one transaction for speed; if that fails, one by one, so that a fault stays with its line.
    private static async Task<ImmutableArray<CommandResult>> Record(ImmutableArray<Command> commands, Caller caller, IMessageBus bus,
        bool atomic, CancellationToken cancellation)
    {
        try
        {
            return (await bus.InvokeAsync<CommandResults>(new RecordMany(commands, atomic), caller.AsSender(), cancellation)).Results;
        }
        catch (OutcomeUnknownException) when (!atomic)
        {
            return [.. commands.Select(_ => CommandResult.Refused(Errors.OutcomeUnknown))];
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !atomic)
        {
            if (commands.Length == 1)
                return [CommandResult.Refused(Refusal.Failed("failed", null,
                "this failed through no fault of yours; send the same line again, with the same commandId"))];
        }
        var results = ImmutableArray.CreateBuilder<CommandResult>(commands.Length);
        foreach (var command in commands) results.AddRange(await Record([command], caller, bus, atomic, cancellation));
        return results.MoveToImmutable();
    }

    // May or may not be stored. Counted only where it happens.
    private const string Unknown = "unknown";

    /// <summary>What became of a command, as a word.</summary>
    internal static string StatusOf(CommandResult result) => result switch
    {
        { Status: CommandStatus.Recorded } => "recorded",
        { Status: CommandStatus.Replayed } => "replayed",
        { Refusals: [{ Code: "outcome-unknown" }] } => Unknown,
        { Refusals: [{ Kind: RefusalKind.Malformed } or { Code: "unknown-command" }, ..] } => "invalid",
        _ => "refused",
    };

    private sealed class Summary(HttpContext context)
    {
        private readonly Dictionary<string, int> counts = new() { ["recorded"] = 0, ["replayed"] = 0, ["refused"] = 0, ["invalid"] = 0 };

        private long sequence;

        public bool HasFaults => counts["refused"] + counts["invalid"] + counts.GetValueOrDefault(Unknown) > 0;

        public JsonObject Count(CommandLine line, CommandResult result)
        {
            var status = StatusOf(result);
            counts[status] = counts.GetValueOrDefault(status) + 1;
            var answer = new JsonObject { ["line"] = line.Number, ["status"] = status };
            if (result.Receipt is { } receipt) (answer["factId"], sequence) = (receipt.FactId, Math.Max(sequence, receipt.Sequence));
            if (result.Refusals is not []) answer["problem"] = Problems.Json(result.Refusals);
            return answer;
        }

        // Includes the highest sequence, for queries with minSequence afterwards.
        public JsonObject ToJson()
        {
            var json = new JsonObject
            {
                ["summary"] = new JsonObject([.. counts.Select(count =>
                KeyValuePair.Create(count.Key, (JsonNode?)count.Value))])
            };
            if (sequence > 0) json["sequence"] = context.Told(sequence);
            return json;
        }
    }
}
