using Wolverine;

namespace Negotiations.Service.Bus;

/// <summary>
/// Everything from the queue on PostgreSQL becomes a <see cref="PostedCommand"/>, whatever its sender wrote into the envelope. It is not
/// trusted before its signature is checked.
/// </summary>
internal sealed class OutsideRule : IEnvelopeRule
{
    public void Modify(Envelope envelope) =>
        (envelope.MessageType, envelope.ContentType, envelope.Serializer, envelope.IsResponse) =
            (PostedCommand.Identity, EnvelopeConstants.JsonContentType, null, false);
}
