using System.Text;
using RabbitMQ.Client;

namespace Negotiations.Service.Bus;

/// <summary>The answer to a command that came by RabbitMQ, on its way to the queue where the sender waits.</summary>
/// <param name="ReplyTo">The queue.</param>
/// <param name="CorrelationId">The sender's id for it.</param>
/// <param name="Json">The answer.</param>
public sealed record SendAnswer(string ReplyTo, string? CorrelationId, string Json)
{
    /// <summary>The name alone: what it says must not reach a log.</summary>
    public override string ToString() => nameof(SendAnswer);

    internal RabbitLink.Message ToMessage() =>
        new("", ReplyTo, new BasicProperties { CorrelationId = CorrelationId, ContentType = "application/json", Persistent = true },
        Encoding.UTF8.GetBytes(Json));
}
