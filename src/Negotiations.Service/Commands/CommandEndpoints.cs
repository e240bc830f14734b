using System.Globalization;
using System.Text.RegularExpressions;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary><c>POST /commands/{CommandName}</c>: one command, answered with its receipt or the reasons why it was refused.</summary>
internal static partial class CommandEndpoints
{
    /// <summary>The header that is the same as <c>commandId</c>.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The parameter that asks what would be recorded, and records nothing.</summary>
    public const string DryRun = "dryRun";

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var name in CommandCatalog.Names)
            routes.MapPost($"/commands/{name}", (HttpContext context, IMessageBus bus, CommandTrials trials, Places places) =>
                Post(name, context, bus, trials, places)).Needs(Rights.None)
                .MayMiss().MayFail(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity)
                .WithParameters(DryRun).Takes(CommandCatalog.Find(name)!)
                .Tells<Receipt>(Area.Commands, null, status: StatusCodes.Status201Created);
        // Also answers other media types: routing skips the endpoint that takes JSON.
        routes.MapPost("/commands/{name}", (string name) => CommandCatalog.Find(name) is null ? Problems.Of(CommandReader.Unknown(name))
            : Unsupported()).Needs(Rights.None).ExcludeFromDescription();
        routes.MapPost("/commands", CommandBatch.Post).Needs(Rights.None).MayFail(StatusCodes.Status422UnprocessableEntity)
            .WithParameters("atomic", DryRun).Takes<string>(NdJson.MediaType)
            .Tells<string>(Area.Commands, "Many commands, one a line, answered line by line", NdJson.MediaType,
            StatusCodes.Status207MultiStatus).Costs(Cost.Open);
    }

    private static IResult Unsupported() =>
        Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "send a command as application/json");

    private static async Task<IResult> Post(string name, HttpContext context, IMessageBus bus, CommandTrials trials, Places places)
    {
        if (QueryParameters.Unknown(context.Request.Query, DryRun, ["true", "false"]) is { } misread) return Problems.Of(misread);
        if (!context.Request.HasJsonContentType()) return Unsupported();
        if (await JsonBody.Bytes(context, CommandReader.Limit) is not { } body)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", $"a command has at most {CommandReader.Limit} bytes");
        var read = CommandReader.Read(name, body);
        if (read.Value is null) return Problems.Of(read.Refusal!);
        var addressed = Addressed(read.Value, context.Request.Headers);
        if (addressed.Value is not { } command) return Problems.Of(addressed.Refusal!);
        if (IsDry(context)) return await Try(command, context, trials);
        var result = places.Told(context.Caller(),
            await bus.InvokeAsync<CommandResult>(command, context.Caller().AsSender(), context.RequestAborted));
        return result.Status switch
        {
            CommandStatus.Refused => Problems.Of(result.Refusals),
            CommandStatus.Recorded => Results.Json(result.Receipt, Formats.Answer, statusCode: StatusCodes.Status201Created),
            _ => Results.Json(result.Receipt, Formats.Answer),
        };
    }

    /// <summary>Whether nothing is to be recorded.</summary>
    public static bool IsDry(HttpContext context) => context.Request.Query[DryRun] == "true";

    private static async Task<IResult> Try(Command command, HttpContext context, CommandTrials trials)
    {
        var trial = await trials.Of([command], context.Caller(), context.RequestAborted);
        return trial.Decisions[0].Refusals is not [] and var refusals ? Problems.Of(refusals)
            : Results.Json(await trials.Told(command, trial, context.RequestAborted), Formats.Answer);
    }

    // The id is set before handling, so that a retry after a fault can't record the command twice.
    private static Result<Command> Addressed(Command command, IHeaderDictionary headers)
    {
        Guid? key = null;
        if (headers.TryGetValue(IdempotencyKey, out var keys))
        {
            if (!Guid.TryParse(keys.ToString().Trim('"'), out var parsed))
                return Refusal.Malformed("invalid-id", IdempotencyKey, $"'{IdempotencyKey}' takes a UUID");
            if (command.CommandId is { } own && own != parsed)
                return Refusal.Malformed("two-ids", "commandId",
                $"'{IdempotencyKey}' and 'commandId' differ; send one of them, or the same in both");
            if (CommandReader.UnusableId(IdempotencyKey, parsed) is { } unusable) return unusable;
            key = parsed;
        }
        var version = command.ExpectedVersion;
        if (headers.IfMatch.ToString() is { Length: > 0 } tag and not "*")
        {
            if (VersionOf(tag) is not { } expected)
                return Refusal.Malformed("invalid-etag", "If-Match",
                "'If-Match' takes the ETag of a track, such as \"v14-0123456789abcdef\"");
            if (version is { } own && own != expected)
                return Refusal.Malformed("two-versions", "expectedVersion", "'If-Match' and 'expectedVersion' differ; send one of them");
            version = expected;
        }
        return command with { CommandId = key ?? command.CommandId ?? Guid.CreateVersion7(), ExpectedVersion = version };
    }

    private static long? VersionOf(string etag) =>
        TrackTag.Match(etag) is { Success: true, Groups: var groups } ? long.Parse(groups["version"].Value, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex("^\"v(?<version>[0-9]{1,18})-[0-9a-z]+\"\\z")]
    private static partial Regex TrackTag { get; }
}
