using Marten;
using Negotiations.Service.Commands;
using Negotiations.Store.Writing;
using Wolverine;

namespace Negotiations.Service.Transfer;

/// <summary>Handles <see cref="ImportFacts"/>.</summary>
public static class ImportFactsHandler
{
    /// <summary>Appends them.</summary>
    public static async Task<ImportedFacts> Handle(ImportFacts import, IDocumentSession session, IMessageContext bus, Recorder recorder,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(import);
        session.LastModifiedBy = import.By;
        var streams = import.Facts.SelectMany(imported => UnitOfWork.StreamsOf(imported.Fact));
        var (imported, sequence) = await recorder.Append(streams, unit => import.AppendTo(unit, session, cancellation), session, bus,
            cancellation);
        return imported with { Sequence = sequence };
    }
}
