using Negotiations.Domain;

namespace Negotiations.Service.Http;

/// <summary>Reads places in the store that callers send back.</summary>
public interface IPlaceReader
{
    /// <summary>The sequence of a place, or why it is none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The parameter or header.</param>
    /// <param name="text">What it says.</param>
    /// <param name="mayCome">Whether one beyond the last may still come.</param>
    Task<(long Sequence, Refusal? Refusal)> Read(HttpContext context, string name, string text, bool mayCome);
}
