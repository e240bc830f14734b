using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using Negotiations.Contracts.Events;
using Negotiations.Contracts.Json;
using Negotiations.Contracts.Transparency;
using Negotiations.Domain;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Sealing;

/// <summary>
/// A sealed list as a line of an export: a CloudEvent with the sealed text, useless without its key. Only exports by custodians have them,
/// after the facts.
/// </summary>
internal static class SealedEvent
{
    /// <summary>The type of the CloudEvent.</summary>
    public const string Type = ProofLines.SealedList;

    private static readonly string[] Attributes = ["specversion", FactEvent.Id, FactEvent.Source, FactEvent.Type, FactEvent.Subject,
        FactEvent.Time, "datacontenttype", FactEvent.Data];

    /// <summary>
    /// The sealed lists of a negotiation, without erased ones; read one by one, so that no connection waits for a slow client.
    /// </summary>
    public static async IAsyncEnumerable<SealedList> Of(IQuerySession session, string negotiation,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var ids = await session.Query<SealedList>().Where(list => list.Negotiation == negotiation && list.ErasedAt == null)
            .OrderBy(list => list.Id).Select(list => list.Id).ToListAsync(cancellation);
        foreach (var id in ids)
            if (await session.LoadAsync<SealedList>(id, cancellation) is { ErasedAt: null } list) yield return list;
    }

    /// <summary>The line.</summary>
    public static byte[] Json(SealedList list) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["specversion"] = "1.0",
            [FactEvent.Id] = list.Sealing,
            [FactEvent.Source] = FactEvent.SourceOf(Key.Of(list.Negotiation)),
            [FactEvent.Type] = Type,
            [FactEvent.Subject] = $"{list.Negotiation}/sealed-lists/{list.List}",
            [FactEvent.Time] = FactEvent.TimeOf(list.SealedAt),
            ["datacontenttype"] = "application/json",
            [FactEvent.Data] = new JsonObject
            {
                ["negotiation"] = list.Negotiation,
                ["list"] = list.List,
                ["names"] = list.Names,
                ["sealedBy"] = list.SealedBy,
                ["sealed"] = Convert.ToBase64String(list.Sealed!)
            },
        },
        Formats.Line);

    /// <summary>Reads a line; null where it is of another type.</summary>
    public static Result<SealedList>? Read(ReadOnlyMemory<byte> line)
    {
        // Nearly every line is a fact; don't parse it twice.
        if (line.Span.IndexOf("negotiations.sealed-list.v1"u8) < 0) return null;
        try
        {
            if (JsonNode.Parse(line.Span,
                documentOptions: new JsonDocumentOptions
                {
                    AllowDuplicateProperties = false,
                    MaxDepth = Formats.Request.MaxDepth
                }) is not JsonObject json || json[FactEvent.Type]?.ToString() != Type) return null;
            if (json[FactEvent.Data] is not JsonObject data || json.Any(member => !Attributes.Contains(member.Key)))
                return (Result<SealedList>)Bad;
            var (negotiation, list) = ((string?)data["negotiation"], (string?)data["list"]);
            if (!Key.TryParse(negotiation ?? "", out _) || !Key.TryParse(list ?? "", out _)) return (Result<SealedList>)Bad;
            var read = new SealedList
            {
                Id = SealedList.IdOf(negotiation!, list!),
                Negotiation = negotiation!,
                List = list!,
                Sealing = Guid.Parse((string)json[FactEvent.Id]!),
                Names = (int)data["names"]!,
                SealedAt = DateTimeOffset.Parse((string)json[FactEvent.Time]!, System.Globalization.CultureInfo.InvariantCulture)
                    .ToUniversalTime(),
                SealedBy = (string)data["sealedBy"]!,
                Sealed = Convert.FromBase64String((string)data["sealed"]!),
            };
            return read.Sealed.Length > 28 && Json(read).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(json, Formats.Line))
                ? (Result<SealedList>)read : (Result<SealedList>)Bad;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException
            or ArgumentException or OverflowException)
        {
            return fault is JsonException ? default(Result<SealedList>?) : (Result<SealedList>)Bad;
        }
    }

    /// <summary>Takes a sealed list in; whether it was new, or why it can't be taken.</summary>
    public static async Task<(bool IsNew, Refusal? Refusal)> Import(SealedList list, IDocumentStore store, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<SealedList>(list.Id, cancellation) is { } known)
            return known.Sealing == list.Sealing ? (false, null)
                : (false, Refusal.Conflict("import-conflict", null,
                $"other names are sealed for '{list.List}' here; erase them first, or import into a store without this negotiation"));
        if (await session.LoadAsync<StoredNegotiation>(list.Negotiation, cancellation) is null)
            return (false, Refusal.NotFound("unknown-negotiation", null,
            $"there is no negotiation '{list.Negotiation}' yet; the facts of an export come first"));
        session.Insert(list);
        await session.Commit(cancellation);
        return (true, null);
    }

    private static Refusal Bad => Refusal.Malformed("malformed", FactEvent.Data, "the sealed list is not as an export writes it");
}
