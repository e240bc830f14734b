namespace Negotiations.Service.Bus;

/// <summary>A command that came by a queue and could be read.</summary>
/// <param name="Name">The command's name.</param>
/// <param name="Json">Its members, as they were sent.</param>
/// <param name="CommandId">Its id.</param>
/// <param name="ReplyTo">The queue where its sender waits for the answer; null where nobody waits.</param>
/// <param name="CorrelationId">The sender's id for the answer.</param>
/// <param name="Proof">Identifies the sender.</param>
public sealed record ReceivedCommand(string Name, string Json, Guid CommandId, string? ReplyTo, string? CorrelationId, SenderProof Proof)
{
    /// <summary>The name alone: what the command says must not reach a log.</summary>
    public override string ToString() => Name;
}
