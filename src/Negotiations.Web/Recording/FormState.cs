using Negotiations.Domain;

namespace Negotiations.Web.Recording;

/// <summary>A form as it is filled in.</summary>
/// <param name="Values">What stands in its fields, by their addresses.</param>
/// <param name="Faults">Why it was refused.</param>
/// <param name="Suggestions">What it suggests.</param>
/// <param name="Token">Shows that it comes from a page of this service.</param>
public sealed record FormState(IReadOnlyDictionary<string, string> Values, IReadOnlyList<Refusal> Faults, Suggestions Suggestions,
    string Token)
{
    /// <summary>What is wrong with a field; null where nothing is.</summary>
    public string? FaultOf(string path) => Faults.FirstOrDefault(fault => fault.Field == path)?.Detail;
}
