using System.Reflection;
using Negotiations.Domain;
using Negotiations.Domain.Agreements;
using Negotiations.Service.Http;

namespace Negotiations.Service.Queries;

/// <summary>Which agreements are asked for.</summary>
/// <param name="Days">The days of which the time of signing overlaps one.</param>
/// <param name="Status">In force, or how they ended.</param>
/// <param name="Stage">Their stage, by the codes of PA-X.</param>
/// <param name="Party">Who signed or joined them.</param>
internal sealed record AgreementFilter(DateRangeQuery Days, string? Status, string? Stage, ActorKey? Party)
    : IQueryPart, IBindableFromHttpContext<AgreementFilter>
{
    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = [.. DateRangeQuery.Names, "status", "stage", "party"];

    /// <summary>Every agreement.</summary>
    public static readonly AgreementFilter All = new(new DateRangeQuery(null, null, null), null, null, null);

    private static readonly string[] Statuses = [Agreement.InForce, .. Words.All<AgreementEnd>()];

    /// <inheritdoc/>
    public Refusal? Refusal { get; private init; }

    /// <inheritdoc/>
    public static async ValueTask<AgreementFilter?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (query, days) = (context.Request.Query, (await DateRangeQuery.BindAsync(context, parameter))!);
        return new AgreementFilter(days, query["status"].FirstOrDefault(), query["stage"].FirstOrDefault(), QueryParameters.Party(query))
        {
            Refusal = days.Refusal ?? QueryParameters.Unknown(query, "status", Statuses)
                ?? QueryParameters.Unknown(query, "stage", [.. Words.All<AgreementStage>()]) ?? QueryParameters.BadParty(query),
        };
    }

    /// <summary>Whether an agreement is asked for.</summary>
    public bool Takes(Agreement agreement) => agreement.Signed is { } signed && Days.Overlaps(signed.Occurred)
        && (Status is null || agreement.Status == Status) && (Stage is null || Words.Of(signed.Stage) == Stage)
        && (Party is null || agreement.Has(Party));
}
