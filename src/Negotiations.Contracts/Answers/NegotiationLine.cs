using Negotiations.Domain.Setup;

namespace Negotiations.Contracts.Answers;

/// <summary>A negotiation in the list of all, <c>GET /negotiations</c>.</summary>
/// <param name="Negotiation">Its key.</param>
/// <param name="Title">Its name.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Parties">The actors that negotiate for themselves.</param>
public sealed record NegotiationLine(string Negotiation, string? Title, string? Summary, IEnumerable<string> Parties)
{
    /// <summary>Of a negotiation's state.</summary>
    public static NegotiationLine Of(Negotiation negotiation) => new(
        negotiation.Key.Value, negotiation.Title, negotiation.Summary,
        negotiation.Actors.Where(actor => actor.Value.Role == Role.Party).Select(actor => actor.Key.ToString()));
}
