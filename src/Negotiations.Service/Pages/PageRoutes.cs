using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;

namespace Negotiations.Service.Pages;

/// <summary>Maps pages: each at the address of the data that it shows.</summary>
internal static class PageRoutes
{
    /// <summary>Maps a page about a negotiation, for whoever may read that.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder routes, string pattern, Delegate page,
        params string[] parameters) =>
        routes.MapQuery(pattern, page).WithMetadata(new PageMark()).ExcludeFromDescription().WithParameters(parameters)
            .Needs(pattern.Contains("{negotiation}", StringComparison.Ordinal) ? Rights.Read : Rights.None);

    /// <summary>Maps a page for everybody.</summary>
    public static RouteHandlerBuilder MapOpenPage(this IEndpointRouteBuilder routes, string pattern, Delegate page,
        params string[] parameters) =>
        routes.MapQuery(pattern, page).WithMetadata(new PageMark()).ExcludeFromDescription().WithParameters(parameters).AllowAnonymous();

    /// <summary>What pages need.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<MatcherPolicy, PagePolicy>().AddSingleton<IProblemPage, ProblemPages>().AddSingleton<SignInPages>()
            .AddSingleton<WeighedTracks>();
        services.AddScoped<PageFrames>().AddScoped<PageAnswers>().AddScoped<BoardReader>().AddScoped<RecordForms>()
            .AddScoped<FormSuggestions>();
    }

    /// <summary>Every page.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        AssetEndpoint.Map(routes);
        SignInEndpoints.Map(routes);
        HomePages.Map(routes);
        BoardPages.Map(routes);
        TrackPages.Map(routes);
        ListPages.Map(routes);
        TimelinePages.Map(routes);
        FactAndMeasurePages.Map(routes);
        ReplayPages.Map(routes);
        GuidePages.Map(routes);
        RecordPages.Map(routes);
        ReferencePages.Map(routes);
    }
}
