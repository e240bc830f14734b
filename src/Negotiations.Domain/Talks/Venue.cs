using Negotiations.Domain.Commands;

namespace Negotiations.Domain.Talks;

/// <summary>Where delegations meet.</summary>
/// <param name="Name">The place, up to 200 characters.</param>
/// <param name="Country">The country, as ISO 3166-1 alpha-2 or a name, up to 100 characters.</param>
public sealed record Venue(string Name, string? Country = null)
{
    /// <summary>The rule for a place to meet.</summary>
    public static IEnumerable<Refusal> Check(Venue? venue) =>
        Checks.Text("venue.name", venue?.Name, Checks.NameLimit).Concat(Checks.Text("venue.country", venue?.Country, Checks.NameLimit));
}
