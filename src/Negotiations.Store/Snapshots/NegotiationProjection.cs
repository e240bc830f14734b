using JasperFx.Events;
using Marten.Events.Aggregation;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;

namespace Negotiations.Store.Snapshots;

/// <summary>Keeps <see cref="StoredNegotiation"/> in step with its stream, in the transaction that appends.</summary>
internal sealed class NegotiationProjection : SingleStreamProjection<StoredNegotiation, string>
{
    public NegotiationProjection()
    {
        foreach (var fact in FactTypes.All.Where(type => type.IsOfNegotiation).Select(type => type.Fact)) IncludeType(fact);
    }

    public override StoredNegotiation? Evolve(StoredNegotiation? snapshot, string id, IEvent e) =>
        (snapshot ?? StoredNegotiation.None(id)).With((Fact)e.Data, (string)e.Headers![Headers.Chain]);
}
