using Microsoft.AspNetCore.Http.Extensions;
using Negotiations.Service.Http;

namespace Negotiations.Service.Pages;

/// <summary>A form sends fields that were left empty too: the address of a page is without them.</summary>
internal static class TidyAddress
{
    /// <summary>Leads to the address without parameters that are empty.</summary>
    public static Task Lead(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) || !PageRequests.AreWanted(request) || !request.Query.Any(one => one.Value.ToString() is ""))
            return next(context);
        var query = new QueryBuilder(request.Query.Where(one => one.Value.ToString() is not ""));
        context.Response.Redirect($"{request.PathBase}{request.Path}{query}");
        return Task.CompletedTask;
    }
}
