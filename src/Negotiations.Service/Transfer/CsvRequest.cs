using Marten;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Transfer;

/// <summary>What a table is asked of.</summary>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="From">From where it is looked at.</param>
/// <param name="At">The instant that it is asked about.</param>
/// <param name="Session">Reads it.</param>
internal sealed record CsvRequest(string Negotiation, Viewpoint From, DateTimeOffset At, IQuerySession Session);
