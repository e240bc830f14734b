using System.Globalization;
using System.Text.Json;
using JasperFx.Core;
using Negotiations.Domain;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;

namespace Negotiations.Service.Messaging;

/// <summary>
/// <c>GET /dead-letters</c> lists the messages that could not be handled, <c>GET /dead-letters/{id}</c> shows one, <c>POST /dead-letters/{id}/replay</c> has it handled again, <c>DELETE</c> throws it away.
/// What a message says is not shown.
/// </summary>
internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/dead-letters", List).Needs(Rights.Operate).WithParameters("limit", "cursor").Tells<Page<View>>(Area.Operations, "Messages that could not be handled");
        routes.MapQuery("/dead-letters/{id}", One).Needs(Rights.Operate).WithParameters().Tells<View>(Area.Operations, "A message that could not be handled");
        routes.MapPost("/dead-letters/{id}/replay", Replay).Needs(Rights.Operate).WithParameters().Tells<View>(Area.Operations, "Have a message handled again", status: StatusCodes.Status202Accepted);
        routes.MapDelete("/dead-letters/{id}", Discard).Needs(Rights.Operate).WithParameters().Tells(Area.Operations, "Throw a message away", StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> List(HttpContext context, IMessageStore store)
    {
        var paging = Paging.Read(context.Request.Query, "dead-letters");
        if (paging.Value is not { } part) return Problems.Of(paging.Refusal!);
        var number = 1;
        if (part.After is { } cursor && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out number)) return Problems.Of(Paging.BadCursor);
        var found = await store.DeadLetters.QueryAsync(new DeadLetterEnvelopeQuery(TimeRange.AllTime()) { PageNumber = number, PageSize = part.Limit }, context.RequestAborted);
        var items = found.Envelopes.Select(View.Of).ToList();
        var next = (long)number * part.Limit < found.TotalCount ? part.Link($"{number + 1}", context) : null;
        return Answers.Of(context, new Page<View>(items, next));
    }

    private static async Task<IResult> One(string id, HttpContext context, IMessageStore store)
    {
        var found = await Find(id, store);
        return found.Value is { } letter ? Answers.Of(context, View.Of(letter)) : Problems.Of(found.Refusal!);
    }

    private static async Task<IResult> Replay(string id, IMessageStore store, CancellationToken cancellation)
    {
        var found = await Find(id, store);
        if (found.Value is not { } letter) return Problems.Of(found.Refusal!);
        if (Unreadable(letter) is not null) return Problems.Of(Refusal.Conflict("nothing-kept", null, "the message could not be read, and nothing of it was kept: its sender has to send it again; DELETE removes it from this list"));
        await store.DeadLetters.ReplayAsync(new DeadLetterEnvelopeQuery([letter.Id]), cancellation);
        return Results.Json(View.Of(letter) with { Replayable = true }, Json.Formats.Answer, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> Discard(string id, IMessageStore store, CancellationToken cancellation)
    {
        var found = await Find(id, store);
        if (found.Value is not { } letter) return Problems.Of(found.Refusal!);
        await store.DeadLetters.DiscardAsync(new DeadLetterEnvelopeQuery([letter.Id]), cancellation);
        return Results.NoContent();
    }

    private static async Task<Result<DeadLetterEnvelope>> Find(string id, IMessageStore store)
    {
        if (!Guid.TryParse(id, out var letter)) return Refusal.Malformed("invalid-id", null, $"a dead letter's id is a UUID such as {Guid.Empty}");
        return await store.DeadLetters.DeadLetterEnvelopeByIdAsync(letter) is { } found ? found : Refusal.NotFound("unknown-dead-letter", null, $"there is no dead letter {letter}");
    }

    private static UnreadableMessage? Unreadable(DeadLetterEnvelope letter) => Content<UnreadableMessage>(letter);

    private static T? Content<T>(DeadLetterEnvelope letter) where T : class
    {
        if (letter.MessageType != typeof(T).FullName || letter.Envelope.Data is not { } data) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(data, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A message that could not be handled.</summary>
    /// <param name="DeadLetter">Its id here.</param>
    /// <param name="Message">What kind of message it is.</param>
    /// <param name="Command">The command that it brought; null when it brought none that could be read.</param>
    /// <param name="Reason">Why it could not be handled.</param>
    /// <param name="Sha256">SHA-256 of what was sent, where nothing of it was kept.</param>
    /// <param name="From">The queue.</param>
    /// <param name="FailedAt">When it was given up.</param>
    /// <param name="Replayable">Whether it is on its way to be handled again.</param>
    internal sealed record View(Guid DeadLetter, string Message, string? Command, string Reason, string? Sha256, string? From, DateTimeOffset? FailedAt, bool Replayable)
    {
        public static View Of(DeadLetterEnvelope letter)
        {
            var (unreadable, received) = (Unreadable(letter), Content<ReceivedCommand>(letter));
            // Only our own exceptions are known to hold nothing of what was sent.
            var reason = letter.ExceptionType?.StartsWith(typeof(View).Namespace!, StringComparison.Ordinal) == true ? letter.ExceptionMessage : letter.ExceptionType;
            return new View(letter.Id, letter.MessageType.Split('.')[^1], received?.Name, reason ?? "unknown", unreadable?.Sha256, unreadable?.Source ?? letter.ReceivedAt, letter.FailedAt ?? unreadable?.ReceivedAt, letter.Replayable);
        }
    }
}
