using Negotiations.Domain;

namespace Negotiations.Service.Http;

/// <summary>
/// Something read from the query parameters. Where it can't be read, the endpoint is not called, and the refusal answered.
/// </summary>
internal interface IQueryPart
{
    /// <summary>Why it can't be read; null when it can.</summary>
    Refusal? Refusal { get; }
}
