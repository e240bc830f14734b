using Marten;
using Negotiations.Domain;
using Wolverine;

namespace Negotiations.Service.Recording;

/// <summary>Records that a second voice says the same.</summary>
public sealed record ConfirmFact : SecondVoice
{
    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new FactConfirmed(Fact, Text);
}

/// <summary>Handles <see cref="ConfirmFact"/>.</summary>
public static class ConfirmFactHandler
{
    /// <summary>Records it, or says why not.</summary>
    public static Task<CommandResult> Handle(ConfirmFact command, IDocumentSession session, IMessageContext bus, Recorder recorder, CancellationToken cancellation) =>
        recorder.Record(command, session, bus, cancellation);
}
