using Marten;
using Negotiations.Service.Access;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary>Handles <see cref="RecordMany"/>.</summary>
public static class RecordManyHandler
{
    /// <summary>Records them, or says of each why not.</summary>
    public static async Task<CommandResults> Handle(
        RecordMany batch, Envelope envelope, IDocumentSession session, IMessageContext bus, Recorder recorder,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(recorder);
        var caller = envelope.Caller();
        return new(await recorder.Record([.. batch.Commands.Select(command => Given.Now(command, caller))], batch.Atomic, session, bus,
            cancellation));
    }
}
