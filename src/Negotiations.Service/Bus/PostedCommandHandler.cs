using System.Text;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Access;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Runtime.Handlers;

namespace Negotiations.Service.Bus;

/// <summary>Handles <see cref="PostedCommand"/>.</summary>
public static class PostedCommandHandler
{
    private const string Source = "postgresql";

    /// <summary>While the database is away, the queue waits.</summary>
    public static void Configure(HandlerChain chain) => ReceivedCommandHandler.Configure(chain);

    /// <summary>Records it like any command and answers its sender.</summary>
    [MessageTimeout(ReceivedCommandHandler.Longest)]
    public static async Task<PostedAnswer?> Handle(PostedCommand posted, Envelope envelope, IMessageContext bus, KeyRing keys,
        IConfiguration configuration, Places places, TimeProvider clock, CancellationToken cancellation)
    {
        var isAwaited = envelope.ReplyRequested is not null;
        var isEvent = Encoding.UTF8.GetString(posted.Body.Span).Contains("\"specversion\"", StringComparison.Ordinal);
        var read = new CommandMessage(isEvent ? "application/cloudevents+json" : null, envelope.Id.ToString(), null, _ => null)
            .Read(posted.Body);
        var proof = read.Value is { } told
            ? SenderProof.Read(name => envelope.Headers.GetValueOrDefault(name), told, posted.Body.Span) : null;
        var caller = proof is null ? null : await proof.Check(keys, clock, cancellation);
        var refusal = read.Refusal ?? SenderProof.TooOld(name => envelope.Headers.GetValueOrDefault(name),
            Queues.MessagesLast(configuration), clock.GetUtcNow()) ?? (caller is null ? SenderProof.Unknown : null);
        if (refusal is not null)
            await bus.PublishAsync(UnreadableMessage.Of(refusal, Source, envelope.Id.ToString(), posted.Body.Span, clock.GetUtcNow()));
        var result = refusal is not null ? CommandResult.Refused(refusal)
            : places.Told(caller!, await ReceivedCommandHandler.Record(read.Value!.Command, caller!, mayBeRefused: isAwaited, bus,
                cancellation));
        return isAwaited ? new PostedAnswer(CommandAnswer.Json(result, read.Value?.Command.CommandId)) : null;
    }
}
