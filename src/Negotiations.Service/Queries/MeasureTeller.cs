using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;

namespace Negotiations.Service.Queries;

/// <summary>Tells numbers in words, and of every claim the whole source; few reads, however many numbers.</summary>
internal static class MeasureTeller
{
    /// <summary>The numbers of a negotiation, told.</summary>
    public static async Task<IReadOnlyList<MeasureView>> Told(this IQuerySession session, string negotiation,
        IReadOnlyList<MeasureSummary> measures, CancellationToken cancellation)
    {
        var key = Key.Of(negotiation);
        var facts = (await session.Facts(measures.SelectMany(measure => measure.Claims).Select(claim => (key, claim.FactId)).Distinct(),
            cancellation)).ToDictionary(fact => fact.Id);
        // A number that only follows from others is spoken of by no fact.
        Fact[] spoken = [.. measures.Select(measure => new FigureClaimed(measure.Measure, ClaimValue.Of(Quantity.Unknown))
            { Negotiation = key })];
        var narrator = (await session.Narrators(spoken, cancellation)).Of(key);
        return [.. measures.Select(measure => MeasureView.Of(measure)).Zip(measures, (view, measure) => view with
        {
            Title = Narrator.Sentence(MeasureWords.Of(measure.Measure, narrator)),
            Claims = [.. view.Claims.Select(claim => claim with { Source = Whole(claim.Source, facts.GetValueOrDefault(claim.FactId)) })],
        })];
    }

    private static MeasureView.SourceView Whole(MeasureView.SourceView source, Fact? fact) => fact?.Report is not { } report ? source
        : source with
        {
            Title = report.Source.Title,
            Url = report.Source.Url,
            PublishedAt = report.Source.PublishedAt,
            Quote = report.Quote,
        };
}
