using System.Globalization;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Http;

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
    /// <summary>The part of the list that is asked for.</summary>
    public static Page<StateItem<T>> Cut<T>(IEnumerable<StateItem<T>> items, Paging part, HttpContext context) =>
        part.Cut([.. items.Where(item => string.CompareOrdinal(item.Position, part.After) > 0)
            .OrderBy(item => item.Position, StringComparer.Ordinal).Take(part.Limit + 1)], item => item.Position, context);
}
