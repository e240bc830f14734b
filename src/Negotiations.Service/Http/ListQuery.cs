using System.Reflection;
using Negotiations.Domain;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Http;

/// <summary>What is asked of a list: from which viewpoint, and which part.</summary>
/// <param name="Viewpoint">The viewpoint.</param>
/// <param name="Part">The part.</param>
internal sealed record ListQuery(ViewpointQuery Viewpoint, Paging Part) : IQueryPart, IBindableFromHttpContext<ListQuery>
{
    /// <summary>The parameters that every list takes.</summary>
    public static readonly string[] Names = [.. ViewpointQuery.Names, .. Paging.Names];

    /// <summary>The viewpoint that is asked for.</summary>
    public Viewpoint From => Viewpoint.From;

    /// <inheritdoc/>
    public Refusal? Refusal => Viewpoint.Refusal ?? Part.Refusal;

    /// <inheritdoc/>
    public static async ValueTask<ListQuery?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new((await ViewpointQuery.BindAsync(context, parameter))!, (await Paging.BindAsync(context, parameter))!);
}
