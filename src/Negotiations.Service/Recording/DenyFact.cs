using Marten;
using Negotiations.Domain;
using Wolverine;

namespace Negotiations.Service.Recording;

/// <summary>Records that a second voice says that it is not so.</summary>
public sealed record DenyFact : SecondVoice
{
    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new FactDenied(Fact, Text);
}

/// <summary>Handles <see cref="DenyFact"/>.</summary>
public static class DenyFactHandler
{
    /// <summary>Records it, or says why not.</summary>
    public static Task<CommandResult> Handle(DenyFact command, IDocumentSession session, IMessageContext bus, Recorder recorder, CancellationToken cancellation) =>
        recorder.Record(command, session, bus, cancellation);
}
