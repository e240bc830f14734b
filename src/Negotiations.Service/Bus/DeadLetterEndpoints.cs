using System.Globalization;
using System.Text.Json;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store;
using Negotiations.Store.Log;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;

namespace Negotiations.Service.Bus;

/// <summary>
/// <c>GET /dead-letters</c> lists the messages that could not be handled, <c>GET /dead-letters/{id}</c> shows one, <c>POST
/// /dead-letters/{id}/replay</c> has it handled again, <c>DELETE</c> throws it away.
/// What a message says is not shown.
/// </summary>
internal static class DeadLetterEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/dead-letters", List).Needs(Rights.Operate).WithParameters(Paging.Names)
            .Tells<Page<View>>(Area.Operations, "Messages that could not be handled");
        routes.MapQuery("/dead-letters/{id}", One).Needs(Rights.Operate).MayMiss().WithParameters()
            .Tells<View>(Area.Operations, "A message that could not be handled");
        routes.MapPost("/dead-letters/{id}/replay", Replay).Needs(Rights.Operate).MayMiss().MayFail(StatusCodes.Status409Conflict)
            .WithParameters()
            .Tells<View>(Area.Operations, "Have a message handled again", status: StatusCodes.Status202Accepted);
        routes.MapDelete("/dead-letters/{id}", Discard).Needs(Rights.Operate).MayMiss().MayFail(StatusCodes.Status409Conflict)
            .WithParameters()
            .Tells(Area.Operations, "Throw a message away", StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> List(Paging part, HttpContext context, IMessageStore store, IDocumentStore documents)
    {
        if (part.After is { } cursor && !Place.TryParse(cursor, out _)) return Problems.Of(Paging.BadCursor);
        var places = await Places(documents, part, context.RequestAborted);
        var page = part.Cut(places, place => place.ToString(), context);
        var ids = page.Items.Select(place => place.Id).ToArray();
        var found = ids is [] ? []
            : (await store.DeadLetters.QueryAsync(new DeadLetterEnvelopeQuery(ids) { PageNumber = 1, PageSize = ids.Length },
            context.RequestAborted)).Envelopes.ToDictionary(letter => letter.Id);
        return Answer.Of(new Page<View>([.. ids.Where(found.ContainsKey).Select(id => View.Of(found[id]))], page.Next));
    }

    // Not the bus's own query: it has no order, so its pages would overlap.
    private static async Task<List<Place>> Places(IDocumentStore documents, Paging part, CancellationToken cancellation)
    {
        var after = part.After is { } cursor && Place.TryParse(cursor, out var told) ? told
            : new Place(DateTimeOffset.MaxValue, Guid.Empty);
        await using var connection = await documents.OpenConnection(cancellation);
        return await connection.Rows<Place>(
            $"""
            select coalesce(sent_at, '-infinity') as sentAt, id
            from {documents.Options.DatabaseSchemaName}_bus.wolverine_dead_letters
            where (coalesce(sent_at, '-infinity'), id) < (@sentAt, @id)
            order by 1 desc, 2 desc
            limit @most
            """, new { sentAt = after.SentAt.ToUniversalTime(), after.Id, most = part.Limit + 1 }, cancellation);
    }

    private sealed record Place(DateTimeOffset SentAt, Guid Id)
    {
        public override string ToString() => $"{SentAt.UtcTicks.ToString(CultureInfo.InvariantCulture)} {Id}";

        public static bool TryParse(string text, out Place place)
        {
            place = new Place(default, default);
            if (text.Split(' ') is not [var ticks, var id]
                || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                || at > DateTimeOffset.MaxValue.UtcTicks || !Guid.TryParse(id, out var letter)) return false;
            place = new Place(new DateTimeOffset(at, TimeSpan.Zero), letter);
            return true;
        }
    }

    private static async Task<IResult> One(string id, HttpContext context, IMessageStore store)
    {
        var found = await Find(id, store);
        return found.Value is { } letter ? Answer.Of(View.Of(letter)) : Problems.Of(found.Refusal!);
    }

    private static async Task<IResult> Replay(string id, IMessageStore store, CancellationToken cancellation)
    {
        var found = await Find(id, store);
        if (found.Value is not { } letter) return Problems.Of(found.Refusal!);
        if (Unreadable(letter) is not null)
            return Problems.Of(Refusal.Conflict("nothing-kept", null,
                "the message could not be read, and nothing of it was kept: its sender has to send it again; DELETE removes it from this "
                    + "list"));
        await store.DeadLetters.ReplayAsync(new DeadLetterEnvelopeQuery([letter.Id]), cancellation);
        return Results.Json(View.Of(letter) with { Replaying = true }, Formats.Answer, statusCode: StatusCodes.Status202Accepted);
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
        if (!Guid.TryParse(id, out var letter))
            return Refusal.Malformed("invalid-id", null, $"a dead letter's id is a UUID such as {Guid.Empty}");
        return await store.DeadLetters.DeadLetterEnvelopeByIdAsync(letter) is { } found ? found
            : Refusal.NotFound("unknown-dead-letter", null, $"there is no dead letter {letter}");
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
    /// <param name="Replaying">Whether it is on its way to be handled again.</param>
    internal sealed record View(Guid DeadLetter, string Message, string? Command, string Reason, string? Sha256, string? From,
        DateTimeOffset? FailedAt, bool Replaying)
    {
        public static View Of(DeadLetterEnvelope letter)
        {
            var (unreadable, received) = (Unreadable(letter), Content<ReceivedCommand>(letter));
            // Only our own exceptions are known to hold nothing of what was sent.
            var reason = letter.ExceptionType?.StartsWith(typeof(View).Namespace!, StringComparison.Ordinal) == true
                ? letter.ExceptionMessage : letter.ExceptionType;
            return new View(letter.Id, letter.MessageType.Split('.')[^1], received?.Name, reason ?? "unknown", unreadable?.Sha256,
                unreadable?.Source ?? letter.ReceivedAt, letter.FailedAt ?? unreadable?.ReceivedAt, letter.Replayable);
        }
    }
}
