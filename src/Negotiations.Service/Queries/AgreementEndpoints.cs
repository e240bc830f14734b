using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Log;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/agreements</c>, and <c>/agreements</c> over all negotiations: what was signed, who joined it, how it was
/// changed and how it ended; with what data sets say beside it.
/// </summary>
internal static class AgreementEndpoints
{
    private static readonly string[] Parameters = [.. ListQuery.Names, .. AgreementFilter.Names];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/agreements", Get).Needs(Rights.Read).MayMiss().WithParameters(Parameters)
            .Tells<Page<AgreementView.Item>>(Area.Queries, "The agreements of a negotiation, by date").WaitsForMinSequence();
        routes.MapQuery("/agreements",
            (ListQuery query, AgreementFilter filter, HttpContext context, IQuerySession session, TimeProvider clock) =>
            Get(null, query, filter, context, session, clock)).Needs(Rights.None).WithParameters(Parameters)
            .Tells<Page<AgreementView.Item>>(Area.Queries, "The agreements of all negotiations, by date").WaitsForMinSequence()
            .Costs(Cost.Dear);
    }

    internal static async Task<IResult> Get(
        string? negotiation, ListQuery query, AgreementFilter filter, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var read = await StateItem.Read(session, negotiation, query, context, state => Of(state, filter));
        if (read.Value is not { } page) return Problems.Of(read.Refusal!);
        var facts = (await session.Facts(page.Items.Select(item => (item.Negotiation, item.Maker)), context.RequestAborted))
            .ToDictionary(fact => (fact.Negotiation, fact.Id));
        return Answer.Of(new Page<AgreementView.Item>([.. page.Items.Select(item =>
            facts.TryGetValue((item.Negotiation, item.Maker), out var fact) ? Beside(item, fact)
                : new AgreementView.Item(item.Negotiation, item.Home, item.View))], page.Next), isPast: query.Viewpoint.IsPast(clock));
    }

    /// <summary>The agreements that have their home on a track.</summary>
    public static IEnumerable<StateItem<AgreementView>> Of(Track state, AgreementFilter filter) =>
        from agreement in state.WithContested().Agreements
        where agreement.Value.Signed is { } signed && signed.Tracks[0] == state.Key && filter.Takes(agreement.Value)
        select new StateItem<AgreementView>(state, agreement.Value.Signed!, AgreementView.Of(agreement.Key, agreement.Value, state));

    private static AgreementView.Item Beside(StateItem<AgreementView> item, Fact fact) => new(item.Negotiation, item.Home, item.View)
    {
        Attributes = fact.Attributes,
        ExternalIds = fact.ExternalIds,
        Urls = fact.Urls,
    };
}
