using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Store.Log;

namespace Negotiations.Service.Http;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="List">The list's name.</param>
/// <param name="Limit">How many items, 1 to 500.</param>
/// <param name="After">The sort key after which the part begins; null for the first part.</param>
internal sealed record Paging(string List, int Limit, string? After) : IQueryPart, IBindableFromHttpContext<Paging>
{
    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = ["limit", "cursor"];

    private const int Usual = 50;

    /// <inheritdoc/>
    public Refusal? Refusal { get; private init; }

    /// <summary>Reads <c>limit</c> and <c>cursor</c>; refuses a cursor of another list, named by the last word of the address.</summary>
    public static ValueTask<Paging?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var list = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.RawText!.Split('/')[^1];
        var read = Read(context, list);
        return ValueTask.FromResult<Paging?>(read.Value ?? new Paging(list, Usual, null) { Refusal = read.Refusal });
    }

    private static Result<Paging> Read(HttpContext context, string list)
    {
        var query = context.Request.Query;
        if (!QueryParameters.TryWhole("limit", query["limit"].FirstOrDefault(), 1, QueryParameters.LargestPage, out var limit,
            out var refusal)) return refusal!;
        if (query["cursor"].FirstOrDefault() is not { } cursor) return new Paging(list, (int)(limit ?? Usual), null);
        try
        {
            var after = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WebEncoders.Base64UrlDecode(cursor));
            if (after.Any(char.IsControl) || after.Split(' ', 3) is not [var told, var epoch, var sortKey] || told != list)
                return BadCursor;
            return Epochs(context).Fault("cursor", epoch, null) is { } restored ? restored
                : new Paging(list, (int)(limit ?? Usual), sortKey);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return BadCursor;
        }
    }

    /// <summary>The refusal of a cursor that no answer gave out.</summary>
    public static Refusal BadCursor { get; } =
        Refusal.Malformed("invalid-cursor", "cursor", "'cursor' takes the value of 'next' from the answer before, unchanged");

    /// <summary>Cuts a page out of up to limit + 1 items, and links to the next.</summary>
    public Page<T> Cut<T>(IReadOnlyList<T> items, Func<T, string> sortKey, HttpContext context)
    {
        if (items.Count <= Limit) return new Page<T>(items, null);
        return new Page<T>([.. items.Take(Limit)], Link(sortKey(items[Limit - 1]), context));
    }

    /// <summary>The cursor of the part after a sort key; the answer links to it.</summary>
    public string Link(string sortKey, HttpContext context)
    {
        var next = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{List} {Epochs(context).Current.Epoch} {sortKey}"));
        var query = new QueryBuilder(context.Request.Query.Where(parameter => parameter.Key != "cursor")) { { "cursor", next } };
        context.Response.Headers.Link = $"<{context.Request.Path}{query}>; rel=\"next\"";
        return next;
    }

    private static StoreEpochs Epochs(HttpContext context) => context.RequestServices.GetRequiredService<StoreWatch>().Epochs;
}
