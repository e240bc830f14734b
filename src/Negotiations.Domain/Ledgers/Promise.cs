using System.Collections.Immutable;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>
/// Something promised, whatever its kind: one leg of an exchange, a commitment, or the reply to a paper for which a date was set.
/// </summary>
/// <param name="Made">The fact that made it.</param>
/// <param name="Thing">The exchange of which it is a leg, the commitment or the memo.</param>
/// <param name="By">Who owes it.</param>
/// <param name="To">To whom.</param>
/// <param name="What">What was promised, in a few words.</param>
/// <param name="Status">How far it is kept, as a word: of <see cref="LegStatus"/>, <see cref="Assessment"/> or <see cref="MemoAnswer"/>, or
/// <see cref="NoReport"/>.</param>
/// <param name="IsOpen">Whether it is still to be kept.</param>
public sealed record Promise(Fact Made, Thing Thing, ImmutableArray<ActorKey> By, ImmutableArray<ActorKey> To, string What,
    string Status, bool IsOpen)
{
    /// <summary>The status of what nobody reported on: silence accuses nobody.</summary>
    public const string NoReport = "noReport";

    /// <summary>Whether it is denied that it was promised: it is shown, and nothing is due.</summary>
    public bool IsContested { get; private init; }

    /// <summary>The ledger of the leg, with its category; null for anything else.</summary>
    public LegLedger? Leg { get; init; }

    /// <summary>By when it is or was due; null when nobody set a date.</summary>
    public Occurrence? Due { get; init; }

    /// <summary>The fact that set the date; null when nobody did.</summary>
    public Fact? DueSetBy { get; init; }

    /// <summary>What it depends on; null when on nothing.</summary>
    public string? Condition { get; init; }

    /// <summary>When it was kept; null while it is not known to be.</summary>
    public Occurrence? Kept { get; init; }

    /// <summary>Every assessment, in world order: the last holds.</summary>
    public ImmutableArray<CommitmentAssessed> Assessments { get; init; } = [];

    /// <summary>
    /// Whether it was kept after it was due; null while it is not kept, when there is no date, or where the dates are too coarse to tell.
    /// </summary>
    public bool? IsLate => Kept is null || Due?.Deadline().Moment is not { } end ? null : Kept.Earliest > end ? true
        : Kept.Latest <= end ? false : null;

    /// <summary>Who or what is handed over, as a word; for anything that is no leg of an exchange, the subject of its track.</summary>
    public string Category(Track track) => Words.Of(Leg?.Leg.Category ?? (Enum)(track?.Subject ?? Subject.Other));

    internal Promise AsContested() => this with { IsContested = true, IsOpen = false };

    internal static IEnumerable<Promise> Of(ExchangeLedger ledger) => ledger.Held.Agreed is not { } agreed ? [] : ledger.Legs.Select(leg =>
        new Promise(agreed, new Thing(ThingKind.Exchange, ledger.Exchange), [leg.Leg.From], [leg.Leg.To],
            $"{Words.Of(leg.Leg.Category)}, exchange {ledger.Exchange}",
            Words.Of(leg.Status), leg.Status is LegStatus.NothingDelivered or LegStatus.Partial)
        {
            Leg = leg,
            Due = ledger.Held.Due,
            DueSetBy = ledger.Held.DueSetBy,
            Assessments = ledger.Held.Assessments,
            Kept = leg.FulfilledOn?.Occurred,
        });

    internal static IEnumerable<Promise> Of(Commitment commitment)
    {
        if (commitment.Made is not { } made) yield break;
        yield return new Promise(made, new Thing(ThingKind.Commitment, made.Commitment), made.By, made.To, made.What,
            commitment.Assessed is { } last ? Words.Of(last.Status) : NoReport, commitment.IsOpen)
        {
            Due = made.Due,
            DueSetBy = made.Due is null ? null : made,
            Condition = made.Condition,
            Assessments = commitment.Assessments,
            Kept = commitment.Assessed is { Status: Assessment.Full } full ? full.Occurred : null,
        };
    }

    internal static IEnumerable<Promise> Of(Memo memo)
    {
        if (memo is not { Received: { } received, DueSetBy: { } setBy }) yield break;
        yield return new Promise(received, new Thing(ThingKind.Memo, received.Memo), [received.To], [received.From],
            $"reply to memo {received.Memo}", memo.Answer is { } last ? Words.Of(last.Answer) : NoReport, memo.IsOpen)
        {
            Due = memo.ReplyDue,
            DueSetBy = setBy,
            Kept = memo.IsOpen ? null : memo.Answer!.Occurred,
        };
    }
}
