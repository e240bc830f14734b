using System.Runtime.CompilerServices;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;

namespace Negotiations.Service.Queries;

/// <summary>The numbers of a negotiation that are others in a later view. Only things of which something new is said are weighed.</summary>
internal sealed class NumberChanges(Views views)
{
    /// <summary>The beginning of their positions.</summary>
    public const string Kind = "2";

    private const int ThingsAtOnce = 100;

    /// <summary>Those after a position, by thing and address.</summary>
    public async IAsyncEnumerable<(string Position, ChangeItem Item)> After(string? position,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = position?.Split(' ') is [_, var thing, _] ? thing : "";
        for (var isFirst = position is not null; ; isFirst = false)
        {
            var (things, isEnd) = await Things(last, isFirst, cancellation);
            foreach (var change in await Weighed(things, cancellation))
                if (string.CompareOrdinal(change.Position, position) > 0) yield return change;
            if (isEnd) yield break;
            last = things[^1];
        }
    }

    private async Task<(string[] Things, bool IsEnd)> Things(string last, bool isIncluded, CancellationToken cancellation)
    {
        var after = last;
        var entries = views.New().Where(entry => entry.ClaimsOn != null);
        entries = isIncluded ? entries.Where(entry => entry.ClaimsOn!.CompareTo(after) >= 0)
            : entries.Where(entry => entry.ClaimsOn!.CompareTo(after) > 0);
        var keys = await entries.OrderBy(entry => entry.ClaimsOn!).Select(entry => entry.ClaimsOn!).Distinct().Take(ThingsAtOnce)
            .ToListAsync(cancellation);
        var isEnd = keys.Count < ThingsAtOnce;
        var judged = views.Judged.Select(entry => entry.ClaimsOn).OfType<string>().Where(thing =>
            string.CompareOrdinal(thing, last) >= (isIncluded ? 0 : 1) && (isEnd || string.CompareOrdinal(thing, keys[^1]) < 0));
        return ([.. keys.Union(judged).Order(StringComparer.Ordinal)], isEnd);
    }

    private async Task<IEnumerable<(string Position, ChangeItem Item)>> Weighed(string[] things, CancellationToken cancellation)
    {
        if (things is []) return [];
        var before = (await ClaimReader.Of(views.Before, views.Negotiation, things, cancellation))
            .ToDictionary(measure => measure.Measure);
        var after = (await ClaimReader.Of(views.After, views.Negotiation, things, cancellation)).ToDictionary(measure => measure.Measure);
        return Between(Key.Of(views.Negotiation), before, after);
    }

    /// <summary>The numbers that are others in the later of two views, by thing and address.</summary>
    public static IEnumerable<(string Position, ChangeItem Item)> Between(Key negotiation,
        IReadOnlyDictionary<Measure, MeasureSummary> before, IReadOnlyDictionary<Measure, MeasureSummary> after) =>
        from measure in before.Keys.Union(after.Keys)
        orderby measure.Group, measure.Text
        let then = before.GetValueOrDefault(measure)
        let now = after.GetValueOrDefault(measure)
        where !IsSame(then, now)
        let change = new ChangeItem.NumberChange(measure.Text, At(then), At(now))
        select ($"{Kind} {measure.Group} {measure.Text}", new ChangeItem(negotiation, Told(change)) { Number = change });

    private static bool IsSame(MeasureSummary? left, MeasureSummary? right) => left is not null && right is not null
        && (left.Status, left.Number, left.Accepted) == (right.Status, right.Number, right.Accepted)
        && left.Claims.Where(claim => claim.Value.Quantity is null).Select(claim => claim.Value).ToHashSet()
            .SetEquals(right.Claims.Where(claim => claim.Value.Quantity is null).Select(claim => claim.Value));

    private static ChangeItem.NumberAt? At(MeasureSummary? summary) => summary is null ? null : new(summary.Status,
        summary.Number?.ToQuantity(), summary.Accepted,
        [.. summary.Claims.Select(claim => claim.Value).Where(value => value.Quantity is null).Distinct()],
        summary.Facts.Value);

    private static string Told(ChangeItem.NumberChange change) =>
        $"{change.Measure} is {Told(change.After)}; it was {Told(change.Before)}";

    private static string Told(ChangeItem.NumberAt? at) => at is null ? "not told" : (at.Number is { } number ? Noun.Number(number)
        : at.Accepted is { } accepted ? Text(accepted) : string.Join(" or ", at.Values.Select(Text).Order(StringComparer.Ordinal)))
        + $" ({Words.Plain(at.Status)})";

    private static string Text(ClaimValue value) => value.Quantity is { } quantity ? Noun.Number(quantity)
        : value is DateValue { Stated: var date } ? date.Text : Words.Plain(value.Word ?? "");
}
