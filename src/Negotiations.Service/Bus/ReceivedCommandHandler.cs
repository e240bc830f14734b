using System.Text;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Negotiations.Service.Commands;
using Negotiations.Store.Log;
using Npgsql;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace Negotiations.Service.Bus;

/// <summary>Handles <see cref="ReceivedCommand"/>.</summary>
public static class ReceivedCommandHandler
{
    /// <summary>How long a command may wait for the database, in seconds.</summary>
    public const int Longest = 15 * 60;

    /// <summary>While the database is down, the queue waits: later commands must not overtake.</summary>
    public static void Configure(HandlerChain chain)
    {
        chain.OnException<NpgsqlException>().OrInner<NpgsqlException>().Or<TimeoutException>().Or<OutcomeUnknownException>()
            .RetryWithCooldown([.. Enumerable.Repeat(TimeSpan.FromSeconds(2), 5)
                .Concat(Enumerable.Repeat(TimeSpan.FromSeconds(30), 15))]).Then.ScheduleRetryIndefinitely(TimeSpan.FromMinutes(1));
        chain.OnException<RefusedCommandException>().Or<CommandFailedException>().MoveToErrorQueue();
    }

    /// <summary>
    /// Records it like any command and answers its sender. A refused command becomes a dead letter if nobody waits for the answer; it can
    /// be replayed from there.
    /// </summary>
    [MessageTimeout(Longest)]
    public static async Task<SendAnswer?> Handle(ReceivedCommand received, IMessageContext bus, KeyRing keys, Places places,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await received.Proof.Check(keys, clock, cancellation) is not { } caller)
        {
            await bus.PublishAsync(UnreadableMessage.Of(SenderProof.Unknown, Queues.OnRabbit, null, Encoding.UTF8.GetBytes(received.Json),
                clock.GetUtcNow()));
            return received.ReplyTo is null ? null
                : new SendAnswer(received.ReplyTo, received.CorrelationId,
                CommandAnswer.Json(CommandResult.Refused(SenderProof.Unknown), received.CommandId));
        }
        var kept = CommandReader.Read(received.Name, Encoding.UTF8.GetBytes(received.Json));
        if (kept.Value is not { } told)
            throw new CommandFailedException($"{received.Name} {received.CommandId} can't be read any more: {kept.Refusal!.Code}");
        var command = told with { CommandId = received.CommandId };
        var result = places.Told(caller, await Record(command, caller, mayBeRefused: received.ReplyTo is not null, bus, cancellation));
        return received.ReplyTo is { } replyTo
            ? new SendAnswer(replyTo, received.CorrelationId, CommandAnswer.Json(result, command.CommandId)) : null;
    }

    internal static async Task<CommandResult> Record(Command command, Caller caller, bool mayBeRefused, IMessageBus bus,
        CancellationToken cancellation)
    {
        CommandResult result;
        try
        {
            result = await bus.InvokeAsync<CommandResult>(command, caller.AsSender(), cancellation);
        }
        catch (Exception fault) when (
            fault is not (OperationCanceledException or NpgsqlException or TimeoutException or OutcomeUnknownException)
            && fault.InnerException is not NpgsqlException)
        {
            throw new CommandFailedException($"{command} {command.CommandId} failed: {fault.GetType().Name}");
        }
        return result.Refusals is [] || mayBeRefused ? result
            : throw new RefusedCommandException($"{command} {command.CommandId} was refused: "
                + $"{string.Join(", ", result.Refusals.Select(refusal => refusal.Code).Distinct())}");
    }
}
