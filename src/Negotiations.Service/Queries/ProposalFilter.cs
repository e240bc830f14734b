using System.Reflection;
using Negotiations.Domain;
using Negotiations.Domain.Proposals;
using Negotiations.Service.Http;

namespace Negotiations.Service.Queries;

/// <summary>Which proposals are asked for.</summary>
/// <param name="Days">The days of which the time of the offer overlaps one.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="Kind">What is proposed.</param>
/// <param name="Party">Who made them, or to whom they were made.</param>
internal sealed record ProposalFilter(DateRangeQuery Days, string? Status, string? Kind, ActorKey? Party)
    : IQueryPart, IBindableFromHttpContext<ProposalFilter>
{
    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = [.. DateRangeQuery.Names, "status", "kind", "party"];

    /// <summary>Every proposal.</summary>
    public static readonly ProposalFilter All = new(new DateRangeQuery(null, null, null), null, null, null);

    /// <inheritdoc/>
    public Refusal? Refusal { get; private init; }

    /// <inheritdoc/>
    public static async ValueTask<ProposalFilter?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (query, days) = (context.Request.Query, (await DateRangeQuery.BindAsync(context, parameter))!);
        return new ProposalFilter(days, query["status"].FirstOrDefault(), query["kind"].FirstOrDefault(), QueryParameters.Party(query))
        {
            Refusal = days.Refusal ?? QueryParameters.Unknown(query, "status", [.. Words.All<ProposalStatus>()])
                ?? QueryParameters.Unknown(query, "kind", [.. Words.All<ProposalKind>()]) ?? QueryParameters.BadParty(query),
        };
    }

    /// <summary>Whether a proposal is asked for.</summary>
    public bool Takes(Proposal proposal, DateTimeOffset at) => proposal.Made is { } made && Days.Overlaps(made.Occurred)
        && (Status is null || Words.Of(proposal.StatusAt(at)) == Status) && (Kind is null || Words.Of(made.Kind) == Kind)
        && (Party is null || made.By.Concat(made.To).Any(actor => actor == Party || actor.Actor.Value == Party.ToString()));
}
