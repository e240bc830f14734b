using System.Runtime.CompilerServices;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;
using Negotiations.Store.Writing;

namespace Negotiations.Service.Queries;

/// <summary>The facts of a negotiation that came, went or were corrected in a later view.</summary>
internal sealed class FactChanges(Views views, IQuerySession session)
{
    /// <summary>The beginning of their positions.</summary>
    public const string Kind = "3";

    private const int FactsAtOnce = 200, LongestChain = 50;

    private readonly Key negotiation = Key.Of(views.Negotiation);

    /// <summary>Those after a position, in world order.</summary>
    public async IAsyncEnumerable<(string Position, ChangeItem Item)> After(string? position,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = position is null ? "" : position[(Kind.Length + 1)..];
        while (true)
        {
            var (entries, next) = await Next(last, cancellation);
            foreach (var change in await Told(entries, cancellation)) yield return change;
            if (next is null) yield break;
            last = next;
        }
    }

    private async Task<(List<FactEntry> Entries, string? Next)> Next(string last, CancellationToken cancellation)
    {
        var after = last;
        var read = await views.New().Where(entry => entry.Position.CompareTo(after) > 0).OrderBy(entry => entry.Position).Take(FactsAtOnce)
            .ToListAsync(cancellation);
        var isEnd = read.Count < FactsAtOnce;
        var judged = views.Judged.Where(entry => string.CompareOrdinal(entry.Position, last) > 0
            && (isEnd || string.CompareOrdinal(entry.Position, read[^1].Position) < 0));
        return ([.. read.Where(entry => !views.Before.Sees(entry)).Concat(judged).DistinctBy(entry => entry.Id)
            .OrderBy(entry => entry.Position, StringComparer.Ordinal)], isEnd ? null : read[^1].Position);
    }

    private async Task<IEnumerable<(string Position, ChangeItem Item)>> Told(List<FactEntry> entries, CancellationToken cancellation)
    {
        var changes = new List<(FactEntry Entry, FactChangeKind Kind, Guid? Before)>();
        foreach (var entry in entries)
            if (await Became(entry, cancellation) is var (kind, before)) changes.Add((entry, kind, before));
        var facts = (await session.Facts(changes.SelectMany(change => new[] { change.Entry.Fact, change.Before }).OfType<Guid>()
            .Select(id => (negotiation, id)), cancellation)).ToDictionary(fact => fact.Id);
        var narrator = (await session.Narrators([.. facts.Values], cancellation)).Of(negotiation);
        return changes.Select(change => ($"{Kind} {change.Entry.Position}",
            Of(facts[change.Entry.Fact], change.Kind, change.Before is { } before ? facts[before] : null, narrator)));
    }

    // What became of a fact, and what it corrects; null where nothing is to be told of it itself.
    private async Task<(FactChangeKind Kind, Guid? Before)?> Became(FactEntry entry, CancellationToken cancellation) =>
        (views.Before.Shows(entry), views.After.Shows(entry)) switch
        {
            // What is denied corrects nothing.
            (false, true) when views.After.StandingOf(entry) == FactStanding.Counts
                && await Corrected(entry.Fact, cancellation) is { } before => (FactChangeKind.Corrected, before),
            (false, true) => (views.Before.Sees(entry) ? FactChangeKind.Restored : FactChangeKind.Came, null),
            (true, false) => await IsCorrected(entry.Fact, cancellation) ? null : (FactChangeKind.Went, entry.Fact),
            (true, true) when views.After.StandingOf(entry) == FactStanding.Contested => (FactChangeKind.Contested, entry.Fact),
            (true, true) => (FactChangeKind.Uncontested, entry.Fact),
            _ => null,
        };

    // The fact that was shown before in its place, through any number of corrections; null where there is none.
    private async Task<Guid?> Corrected(Guid fact, CancellationToken cancellation)
    {
        for (var (next, i) = (fact, 0); i < LongestChain; i++)
        {
            if ((await session.Facts([(negotiation, next)], cancellation)).FirstOrDefault()?.Supersedes is not { } replaced) return null;
            if (await Entry(replaced, cancellation) is { } entry && views.Before.Shows(entry)) return replaced;
            next = replaced;
        }
        return null;
    }

    // Whether a fact is shown in its place that was not shown before.
    private async Task<bool> IsCorrected(Guid fact, CancellationToken cancellation)
    {
        var next = fact;
        for (var i = 0; i < LongestChain; i++)
        {
            var by = views.After.CorrectionsOf(views.Negotiation).On(next)
                .Where(correction => correction.Kind == CorrectionKind.Superseded).Select(correction => correction.By);
            var shown = new List<FactEntry>();
            foreach (var correction in by)
                if (await Entry(correction, cancellation) is { } entry) shown.Add(entry);
            if (shown is []) return false;
            if (shown.Any(views.After.Shows)) return shown.Where(views.After.Shows).Any(entry => !views.Before.Shows(entry));
            next = shown[^1].Fact;
        }
        return false;
    }

    private Task<FactEntry?> Entry(Guid fact, CancellationToken cancellation)
    {
        Guid[] ids = [.. RecordedFacts.EventIds(negotiation, [fact])];
        return session.Query<FactEntry>().Where(entry => entry.Negotiation == views.Negotiation && ids.Contains(entry.Id))
            .FirstOrDefaultAsync(cancellation);
    }

    private ChangeItem Of(Fact fact, FactChangeKind kind, Fact? before, Narrator narrator)
    {
        var after = kind is FactChangeKind.Went ? null : fact;
        var by = views.After.CorrectionsOf(views.Negotiation).On(fact.Id).Select(correction => correction.By);
        var sentence = fact.Describe(narrator);
        return new ChangeItem(negotiation, kind switch
        {
            FactChangeKind.Went => $"No longer counts: {sentence}",
            FactChangeKind.Contested => $"Denied: {sentence}",
            FactChangeKind.Uncontested => $"No longer denied: {sentence}",
            FactChangeKind.Restored => $"Counts again: {sentence}",
            FactChangeKind.Corrected => $"Corrected: {sentence}",
            _ => sentence,
        })
        {
            Fact = new ChangeItem.FactChange(kind, At(before, views.Before, narrator), At(after, views.After, narrator), [.. by],
                before is not null && after is not null && before.Id != after.Id ? [.. FactDifferences.Of(before, after)] : []),
        };
    }

    private ChangeItem.FactAt? At(Fact? fact, FactSearch view, Narrator narrator) => fact is null ? null
        : new(fact.Id, fact.Word(), fact.Occurred.Text, fact.Tracks, Words.Of(view.CorrectionsOf(views.Negotiation).Of(fact.Id)),
            fact.Describe(narrator));
}
