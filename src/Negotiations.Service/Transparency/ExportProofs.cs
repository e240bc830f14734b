using System.Runtime.CompilerServices;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Access;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Transparency;

/// <summary>What an export has after its facts: the last checkpoint, a statement on the export, and the proofs of its facts.</summary>
internal sealed class ExportProofs(RecordLog log, LogKeys keys, CheckpointFile checkpoints, CallerTurns turns)
{
    private const int AtOnce = 500, CountedAtOnce = 10_000;

    /// <summary>The checkpoint for an export that begins now: what is recorded later is not in it.</summary>
    public KeptCheckpoint? Begin() => checkpoints.Last;

    /// <summary>The lines; none while the log has signed nothing, or is not what was signed.</summary>
    /// <param name="from">The checkpoint.</param>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="facts">Its facts in the order of the export, with their places in the store.</param>
    /// <param name="caller">Whose export it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<byte[]> Of(KeptCheckpoint? from, string negotiation,
        IReadOnlyCollection<(Guid Fact, long Sequence)> facts, Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (from is not { Checkpoint: { } checkpoint, Note: { } note } || !await log.Stands(checkpoint, cancellation)) yield break;
        var count = 0L;
        foreach (var part in facts.Chunk(CountedAtOnce))
            count += await log.Count([.. part.Select(fact => fact.Sequence)], checkpoint.Size, cancellation);
        var statement = new SignedNote(new ExportStatement(keys.Origin, negotiation, count, checkpoint.Size).Text, []);
        yield return ProofLines.Head(note, statement.With(keys.Signing.Sign(statement.Text, default)));
        foreach (var part in facts.Chunk(AtOnce))
            await foreach (var line in turns.Each(caller.Name, Lines(part, checkpoint.Size, note, cancellation), cancellation))
                yield return line;
    }

    private async IAsyncEnumerable<byte[]> Lines((Guid Fact, long Sequence)[] part, long size, SignedNote note,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var places = await log.Places([.. part.Select(fact => fact.Sequence)], cancellation);
        var proofs = await log.Tree(async tree =>
        {
            var lines = new List<byte[]>(part.Length);
            foreach (var (fact, sequence) in part)
                if (places.TryGetValue(sequence, out var place) && place.Index < size)
                    lines.Add(ProofLines.Line(fact, new LogProof(place.Entry, place.Index,
                        await tree.Reader.Inclusion(place.Index, size, cancellation), note)));
            return lines;
        }, cancellation);
        foreach (var line in proofs) yield return line;
    }
}
