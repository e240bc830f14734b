using System.Text.Json;

namespace Negotiations.Contracts.Transparency;

/// <summary>What an export's proofs say of its facts.</summary>
/// <param name="Statement">What the log's key signed of the export; null where it signed nothing that fits.</param>
/// <param name="Proven">How many facts the log has, word for word.</param>
/// <param name="Former">How many it has in a former shape, of whose content it can't tell.</param>
/// <param name="Sealed">How many sealed lists go along; the proofs are not about those.</param>
/// <param name="Faults">The facts that it doesn't have so, and why.</param>
/// <param name="LeftOut">Facts that are proven, and that the export doesn't have.</param>
/// <param name="Lacking">How many further facts the log had when it was made, and that it doesn't have.</param>
public sealed record ExportCheck(ExportStatement? Statement, int Proven, int Former, int Sealed,
    IReadOnlyList<(Guid Fact, string Fault)> Faults, IReadOnlyCollection<Guid> LeftOut, long Lacking)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Whether every fact is proven and none is left out.</summary>
    public bool Holds => Statement is not null && Faults is [] && LeftOut.Count == 0 && Lacking == 0;

    /// <summary>Checks.</summary>
    /// <param name="lines">The lines of the export, read once.</param>
    /// <param name="trusted">The keys of the log.</param>
    /// <exception cref="JsonException">A line is none that an export has.</exception>
    public static ExportCheck Of(IEnumerable<string> lines, params VerifierKey[] trusted)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var (reading, number) = (new Reading(trusted), 0);
        foreach (var text in lines)
        {
            number++;
            try
            {
                if (text.Length == 0) continue;
                using var line = JsonDocument.Parse(text, Strict);
                reading.Take(line.RootElement);
            }
            catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
            {
                throw new JsonException($"line {number} is none that an export has", fault);
            }
        }
        return reading.End();
    }

    private sealed class Reading(VerifierKey[] trusted)
    {
        private readonly Dictionary<Guid, ExportedFact> seen = [];
        private readonly HashSet<Guid> done = [], leftOut = [];
        private readonly Dictionary<Guid, string> faults = [];
        private (SignedNote Note, Checkpoint Checkpoint)? head;
        private ExportStatement? statement;
        private string? headFault;
        private int proven, former, lists;
        private ExportedFact? last;

        public void Take(JsonElement line)
        {
            if (line.ValueKind != JsonValueKind.Object) throw new JsonException("it is no object");
            if (ProofLines.HeadOf(line) is var (note, signed)) Begin(note, signed);
            else if (ProofLines.IsProof(line)) Prove(line);
            else if (ProofLines.IsSealedList(line)) lists++;
            else Add(ExportedFact.Of(line));
        }

        public ExportCheck End()
        {
            var negotiation = statement?.Negotiation;
            foreach (var (id, fact) in seen)
                if (!done.Contains(id)) faults[id] = headFault ?? "there is no proof for it";
                else if (negotiation is not null && fact.Negotiation != negotiation) faults[id] = "it is of another negotiation";
            return new ExportCheck(statement, proven, former, lists, [.. faults.Select(fault => (fault.Key, fault.Value))], leftOut,
                Math.Max(0, (statement?.Facts ?? 0) - done.Count - leftOut.Count));
        }

        // The proofs of an export are of one checkpoint, and the statement is on just these.
        private void Begin(SignedNote? note, SignedNote? signed)
        {
            if (head is not null) throw new JsonException("an export has one checkpoint");
            if (note is null || Checkpoint.Of(note) is not { } checkpoint) throw new JsonException("it holds no checkpoint");
            head = (note, checkpoint);
            headFault = checkpoint.IsSignedBy(trusted, note) ? null
                : "its checkpoint is not signed by a key that you trust";
            statement = headFault is null && signed is not null && trusted.Any(signed.IsBy) ? ExportStatement.Of(signed) : null;
            if (statement?.Origin != checkpoint.Origin || statement.Size != checkpoint.Size) statement = null;
        }

        private void Prove(JsonElement line)
        {
            if (head is not var (note, checkpoint)) throw new JsonException("its checkpoint does not stand before it");
            var (id, proof) = ProofLines.Of(line, note);
            if (headFault is not null || done.Contains(id)) return;
            if (!seen.TryGetValue(id, out var fact))
            {
                leftOut.Add(id);
                return;
            }
            done.Add(id);
            if (!proof.IsIn(checkpoint))
            {
                faults[id] = $"the checkpoint of {checkpoint.Size} entries doesn't have its entry";
                return;
            }
            using var entry = JsonDocument.Parse(proof.Entry);
            if (fact.FaultBy(entry.RootElement) is { } fault) faults[id] = fault;
            else if (!faults.ContainsKey(id) && fact.IsFormer(entry.RootElement)) former++;
            else if (!faults.ContainsKey(id)) proven++;
        }

        private void Add(ExportedFact fact)
        {
            if (head is not null) throw new JsonException("a fact stands behind the proofs");
            if (!seen.TryAdd(fact.Id, fact)) throw new JsonException($"the fact {fact.Id} stands here before");
            if (fact.Fault is { } fault) faults[fact.Id] = fault;
            else if (string.CompareOrdinal(fact.RecordedAt, last?.RecordedAt) < 0
                || string.CompareOrdinal(fact.Sequence, last?.Sequence) <= 0)
                faults[fact.Id] = "it stands behind one that was recorded later";
            last = fact;
        }
    }
}
