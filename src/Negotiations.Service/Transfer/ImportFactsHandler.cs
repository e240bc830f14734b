using Marten;
using Negotiations.Service.Access;
using Negotiations.Service.Commands;
using Negotiations.Store.Writing;
using Wolverine;

namespace Negotiations.Service.Transfer;

/// <summary>Handles <see cref="ImportFacts"/>.</summary>
public static class ImportFactsHandler
{
    /// <summary>Appends them.</summary>
    public static async Task<ImportedFacts> Handle(ImportFacts import, IDocumentSession session, IMessageContext bus, Recorder recorder,
        AuditTrail audit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(import);
        session.LastModifiedBy = import.By;
        var streams = import.Facts.SelectMany(imported => UnitOfWork.StreamsOf(imported.Fact));
        var (imported, sequence) = await recorder.Append(streams, import.Entry, async unit =>
        {
            var imported = await import.AppendTo(unit, session, cancellation);
            // Together with the facts, which the database takes with their instants of the past only so.
            if (import.IsFirst && imported.Recorded > 0) audit.Add(session, Begun(import));
            return imported;
        }, session, bus, cancellation);
        return imported with { Sequence = sequence };
    }

    private static AuditEntry Begun(ImportFacts import) => new()
    {
        Id = import.Entry,
        Action = AuditAction.Imported,
        By = import.By,
        Negotiation = import.Facts[0].Fact.Negotiation.Value,
        Detail = "begins"
    };
}
