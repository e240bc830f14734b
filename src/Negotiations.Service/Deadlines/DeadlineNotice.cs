using Negotiations.Domain;
using Negotiations.Domain.Commitments;

namespace Negotiations.Service.Deadlines;

/// <summary>The notification that a deadline has passed unmet; none is sent if it was past when it was set. It holds keys only.</summary>
/// <param name="FactId">The fact that records it.</param>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Track">The home track of what is awaited.</param>
/// <param name="Kind">What sort of thing: memo, round, exchange or commitment.</param>
/// <param name="Thing">Its id.</param>
/// <param name="Due">By when it was due, EDTF.</param>
/// <param name="By">Who owed it.</param>
public sealed record DeadlineNotice(Guid FactId, string Negotiation, string Track, string Kind, string Thing, string Due, string[] By)
{
    internal static DeadlineNotice Of(DeadlinePassed passed) =>
        new(passed.Id, passed.Negotiation.Value, passed.Tracks[0].Value, Words.Of(passed.Kind), passed.Thing.Value, passed.Due.Text,
            [.. passed.By.Select(actor => actor.ToString())]);
}
