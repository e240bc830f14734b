using System.Reflection;
using Negotiations.Domain;
using Negotiations.Service.Http;

namespace Negotiations.Service.Transfer;

/// <summary><c>proofs=false</c>: an export without the proofs at its end.</summary>
/// <param name="IsWanted">Whether they are wanted.</param>
/// <param name="Refusal">Why it can't be read.</param>
internal sealed record ProofsQuery(bool IsWanted, Refusal? Refusal) : IQueryPart, IBindableFromHttpContext<ProofsQuery>
{
    /// <summary>The name of the parameter.</summary>
    public const string Name = "proofs";

    /// <inheritdoc/>
    public static ValueTask<ProofsQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult<ProofsQuery?>(
            new ProofsQuery(query[Name] != "false", QueryParameters.Unknown(query, Name, ["true", "false"])));
    }
}
