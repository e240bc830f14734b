using System.Text;
using RabbitMQ.Client;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace Negotiations.Service.Bus;

/// <summary>The answer to a command that came by RabbitMQ, on its way to the queue where the sender waits.</summary>
/// <param name="ReplyTo">The queue.</param>
/// <param name="CorrelationId">What the sender knows it by.</param>
/// <param name="Json">The answer.</param>
public sealed record SendAnswer(string ReplyTo, string? CorrelationId, string Json)
{
    /// <summary>The name alone: what it says must not reach a log.</summary>
    public override string ToString() => nameof(SendAnswer);

    internal RabbitLink.Message ToMessage() =>
        new("", ReplyTo, new BasicProperties { CorrelationId = CorrelationId, ContentType = "application/json", Persistent = true },
        Encoding.UTF8.GetBytes(Json));
}

/// <summary>Handles <see cref="SendAnswer"/>.</summary>
public static class SendAnswerHandler
{
    /// <summary>It waits until the broker is back.</summary>
    public static void Configure(HandlerChain chain) =>
        chain.OnException<Exception>()
        .ScheduleRetryIndefinitely(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    /// <summary>Sends it.</summary>
    public static Task Handle(SendAnswer answer, RabbitLink rabbit, CancellationToken cancellation) =>
        rabbit.Publish([answer.ToMessage()], cancellation);
}
