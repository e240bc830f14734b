using System.Reflection;
using Negotiations.Domain;
using Negotiations.Domain.Time;

namespace Negotiations.Service.Http;

/// <summary>The days from <c>from</c> to <c>to</c>, both counted; either may be left out.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Refusal">Why they can't be read.</param>
internal sealed record DateRangeQuery(DateOnly? From, DateOnly? To, Refusal? Refusal) : IQueryPart, IBindableFromHttpContext<DateRangeQuery>
{
    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = ["from", "to"];

    /// <summary>Its first instant; null where it is open.</summary>
    public DateTimeOffset? Start => From is { } first ? Days.Start(first) : null;

    /// <summary>Its last instant; null where it is open.</summary>
    public DateTimeOffset? End => To is { } last ? Days.End(last) : null;

    /// <summary>Whether a time overlaps it; an open or unknown end of the time reaches as far as it can.</summary>
    public bool Overlaps(Occurrence time) => !(To < From) && !(time.Earliest > End) && !(time.Latest < Start);

    /// <inheritdoc/>
    public static ValueTask<DateRangeQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = context.Request.Query;
        DateOnly? to = null;
        if (QueryParameters.TryDate("from", query["from"].FirstOrDefault(), out var from, out var refusal)
            && QueryParameters.TryDate("to", query["to"].FirstOrDefault(), out to, out refusal) && from > to)
            refusal = Refusal.Malformed("empty-range", "to", "'to' lies before 'from'");
        return ValueTask.FromResult<DateRangeQuery?>(new DateRangeQuery(from, to, refusal));
    }
}
