using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Negotiations.Web.Frame;

namespace Negotiations.Service.Pages;

/// <summary>Makes pages of components: each takes a frame, and what it shows by the names of its parameters.</summary>
internal static class PageResult
{
    /// <summary>A page that no cache keeps beyond what its reader may ask for again.</summary>
    public static IResult Of<TPage>(HttpContext context, PageFrame frame, params (string Name, object? Value)[] shown)
        where TPage : IComponent
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        return new RazorComponentResult<TPage>(new Dictionary<string, object?>(
            shown.Select(one => KeyValuePair.Create(one.Name, one.Value)))
        { ["Frame"] = frame });
    }
}
