using System.Globalization;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>One item of a list that is read from the states of tracks: a thing, shown once, on the track that is its home.</summary>
/// <param name="state">The state of the track.</param>
/// <param name="maker">The fact that makes the thing.</param>
/// <param name="view">The thing.</param>
internal sealed class StateItem<T>(Track state, Fact maker, T view)
{
    /// <summary>The state of the track.</summary>
    public Track State => state;

    /// <summary>The negotiation.</summary>
    public Key Negotiation => state.Negotiation;

    /// <summary>The home track.</summary>
    public Key Home => state.Key;

    /// <summary>The fact that makes the thing.</summary>
    public Guid Maker => maker.Id;

    /// <summary>The thing.</summary>
    public T View => view;

    /// <summary>Sorts in world order, then by address.</summary>
    public string Position { get; } =
        $"{maker.Moment().UtcDateTime.ToString("yyyyMMddHHmmssffffff", CultureInfo.InvariantCulture)} {state.Negotiation}/{maker.Makes}";
}

/// <summary>Lists of such items.</summary>
internal static class StateItem
{
    /// <summary>The part of a list that is asked for, of what the tracks of a negotiation hold, or of all that the caller may
    /// read.</summary>
    /// <param name="session">Reads the tracks.</param>
    /// <param name="negotiation">The negotiation; null for all.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="itemsOf">The items that have their home on a track.</param>
    public static async Task<Result<Page<StateItem<T>>>> Read<T>(IQuerySession session, string? negotiation, ListQuery query,
        HttpContext context, Func<Track, IEnumerable<StateItem<T>>> itemsOf)
    {
        if (negotiation is not null && await session.Missing(negotiation, context) is { } unknown) return unknown;
        var (part, found) = (query.Part, new List<StateItem<T>>());
        await foreach (var state in session.States(negotiation is null ? context.Caller().Readable : [negotiation], query.From,
            context.RequestAborted)) found.AddRange(itemsOf(state));
        return part.Cut([.. found.Where(item => string.CompareOrdinal(item.Position, part.After) > 0)
            .OrderBy(item => item.Position, StringComparer.Ordinal).Take(part.Limit + 1)], item => item.Position, context);
    }
}
