using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Net.Http.Headers;
using Negotiations.Service.Http;

namespace Negotiations.Service.Pages;

/// <summary>Where an address has both a page and data, chooses by what the request asks for.</summary>
internal sealed class PagePolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>After the platform's own policies, such as that of methods.</summary>
    public override int Order => 10_000;

    /// <inheritdoc/>
    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsPage);

    /// <inheritdoc/>
    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var valid = Enumerable.Range(0, candidates.Count).Where(candidates.IsValidCandidate).ToArray();
        if (valid.Select(i => IsPage(candidates[i].Endpoint)).Distinct().Count() < 2) return Task.CompletedTask;
        httpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        var isWanted = PageRequests.AreWanted(httpContext.Request);
        foreach (var i in valid) candidates.SetValidity(i, IsPage(candidates[i].Endpoint) == isWanted);
        return Task.CompletedTask;
    }

    private static bool IsPage(Endpoint endpoint) => endpoint.Metadata.GetMetadata<PageMark>() is not null;
}

/// <summary>Marks an endpoint that answers with a page.</summary>
internal sealed record PageMark;
