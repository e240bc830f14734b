using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Service.Http;
using Negotiations.Store.Log;

namespace Negotiations.Service.Access;

/// <summary>
/// Places in the store as callers are told them, and as they send them back. Only who may read every negotiation is told the store's own
/// numbers, which say how much is recorded everywhere.
/// </summary>
public sealed class Places(SequenceCloak cloak, StoreWatch watch) : IPlaceReader
{
    /// <summary>Whether a caller is told other numbers than the store's.</summary>
    public static bool AreHidden(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return !caller.May(Rights.Read, null);
    }

    /// <summary>A sequence as a caller is told it.</summary>
    public long Told(Caller caller, long sequence) => AreHidden(caller) ? cloak.Hide(sequence) : sequence;

    /// <summary>A receipt as a caller is told it.</summary>
    public CommandResult Told(Caller caller, CommandResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Receipt is { } receipt ? result with { Receipt = receipt with { Sequence = Told(caller, receipt.Sequence) } }
            : result;
    }

    /// <summary>A place as a follower is told it.</summary>
    internal string PlaceOf(Caller caller, long sequence) => watch.Epochs.PlaceOf(Told(caller, sequence));

    /// <inheritdoc/>
    public async Task<(long Sequence, Refusal? Refusal)> Read(HttpContext context, string name, string text, bool mayCome)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(text);
        var (caller, cancellation) = (context.Caller(), context.RequestAborted);
        var (number, refusal) = watch.Epochs.Read(name, text);
        if (!AreHidden(caller))
        {
            if (refusal is not null || number <= watch.Head || (mayCome && !watch.Epochs.WasRestored)) return (number, refusal);
            await watch.Look(cancellation);
            return number <= watch.Head ? (number, null) : (0, watch.Epochs.Beyond(name, number, watch.Head));
        }
        // The epoch's fault is about the store's number, and must not tell it.
        if (refusal is { Kind: RefusalKind.Malformed }) return (0, refusal);
        var sequence = cloak.Find(number);
        var epoch = text.Split('-', 2) is [_, var told] ? told : watch.Epochs.All[0].Epoch;
        if (watch.Epochs.Fault(name, epoch, sequence) is not null) return (0, Restored(name));
        if (sequence > watch.Head) await watch.Look(cancellation);
        return sequence <= watch.Head ? (sequence, null) : (0, Refusal.Malformed("invalid-number", name,
            $"'{name}' takes a number that a receipt or the stream told you; this is none"));
    }

    /// <summary>The refusal of a place from before a restore, which tells no number.</summary>
    internal static Refusal Restored(string name) => Refusal.Conflict("restored", name,
        "the store was restored to before that, or is another than the one that told it: forget what you hold, and begin again");
}
