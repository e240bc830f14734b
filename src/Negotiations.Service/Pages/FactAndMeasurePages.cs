using System.Text.Json.Nodes;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Catalog;
using Negotiations.Service.Commands;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Transparency;
using Negotiations.Web.Pages;
using Negotiations.Web.Parts;

namespace Negotiations.Service.Pages;

/// <summary><c>/facts/{id}</c> and <c>/negotiations/{n}/measures/{measure}</c> as pages: what is behind every number.</summary>
internal static class FactAndMeasurePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/facts/{id}", OfFact, [.. ViewpointQuery.Names, "recorded"]).WaitsForMinSequence();
        routes.MapPage("/negotiations/{negotiation}/measures/{**measure}", OfMeasure, ViewpointQuery.Names).WaitsForIndexedSequence();
    }

    private static async Task<IResult> OfFact(string id, ViewpointQuery query, HttpContext context, IQuerySession session,
        TimeProvider clock, RecordLog log, PageFrames frames)
    {
        var read = await FactEndpoints.One(id, query, context, session, clock, log);
        if (read is not Answer<JsonObject> { View: var view }) return read;
        var fact = FactRead.Of(view);
        var command = FactTypes.All.FirstOrDefault(type => Words.Of(type.Fact.Name) == fact.Type)?.Command.Name;
        return PageResult.Of<FactPage>(context, await frames.Of(context, fact.Negotiation.Value), (nameof(FactPage.Fact), fact),
            (nameof(FactPage.Command), command is not null && CommandCatalog.Find(command) is not null ? command : null),
            (nameof(FactPage.IsNew), context.Request.Query.ContainsKey("recorded")));
    }

    private static async Task<IResult> OfMeasure(string negotiation, string? measure, ViewpointQuery query, HttpContext context,
        IQuerySession session, PageAnswers answers, PageFrames frames)
    {
        var read = await MeasureEndpoint.Related(negotiation, measure ?? "", query, context, session);
        if (read.Value is not { } related) return Problems.Of(read.Refusal!);
        return PageResult.Of<MeasurePage>(context, await frames.Of(context, negotiation), (nameof(MeasurePage.Measure), measure!),
            (nameof(MeasurePage.Answer), related.FirstOrDefault(known => known.Measure == measure)),
            (nameof(MeasurePage.Others), (IReadOnlyList<MeasureView>)[.. related.Where(other => other.Measure != measure)]),
            (nameof(MeasurePage.DaysOf), await answers.Days(negotiation, query, context)));
    }
}
