using Wolverine;

namespace Negotiations.Service.Bus;

/// <summary>
/// What comes by the queue on PostgreSQL is one type, whatever its sender wrote into the envelope: a <see cref="PostedCommand"/>, which
/// nobody trusts before its signature is checked.
/// </summary>
internal sealed class OutsideRule : IEnvelopeRule
{
    public void Modify(Envelope envelope) =>
        (envelope.MessageType, envelope.ContentType, envelope.Serializer, envelope.IsResponse) =
            (PostedCommand.Identity, EnvelopeConstants.JsonContentType, null, false);
}
