using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace Negotiations.Service.Bus;

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
