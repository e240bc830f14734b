using System.Reflection;
using Negotiations.Domain;

namespace Negotiations.Service.Http;

/// <summary>The days from <c>from</c> to <c>to</c>, both counted; either may be left out.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Refusal">Why they can't be read.</param>
internal sealed record DateRangeQuery(DateOnly? From, DateOnly? To, Refusal? Refusal) : IQueryPart, IBindableFromHttpContext<DateRangeQuery>
{
    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = ["from", "to"];

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
