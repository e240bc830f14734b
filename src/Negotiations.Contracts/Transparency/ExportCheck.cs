using System.Security.Cryptography;
using System.Text.Json;
using Negotiations.Contracts.Events;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;

namespace Negotiations.Contracts.Transparency;

/// <summary>What an export's proofs say of its facts.</summary>
/// <param name="Statement">What the log's key signed of the export; null where it signed nothing.</param>
/// <param name="Proven">How many facts the log has, word for word.</param>
/// <param name="Faults">The facts that it doesn't, and why.</param>
/// <param name="LeftOut">Facts that are proven, and that the export doesn't have.</param>
/// <param name="Lacking">How many further facts there were when it was made, and that it doesn't have.</param>
public sealed record ExportCheck(ExportStatement? Statement, int Proven, IReadOnlyList<(Guid Fact, string Fault)> Faults,
    IReadOnlyList<Guid> LeftOut, long Lacking)
{
    /// <summary>Whether every fact is proven and none is left out.</summary>
    public bool Holds => Statement is not null && Faults is [] && LeftOut is [] && Lacking == 0;

    /// <summary>Checks.</summary>
    /// <param name="lines">The lines of the export, read once.</param>
    /// <param name="trusted">The key of the log.</param>
    /// <exception cref="JsonException">A line is no CloudEvent of an export.</exception>
    public static ExportCheck Of(IEnumerable<string> lines, VerifierKey trusted)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(trusted);
        var (proven, faults, leftOut) = (0, new List<(Guid, string)>(), new List<Guid>());
        var (waiting, note, statement, count) = (new Dictionary<Guid, Told>(), (SignedNote?)null, (ExportStatement?)null, 0);
        foreach (var text in lines.Where(line => line.Length > 0))
        {
            using var line = JsonDocument.Parse(text);
            if (ProofLines.HeadOf(line.RootElement) is var (first, signed))
                (note, statement) = (first, signed?.IsBy(trusted) == true ? ExportStatement.Of(signed) : null);
            else if (note is not null && ProofLines.Of(line.RootElement, note) is var (fact, proof))
            {
                if (!waiting.Remove(fact, out var told)) leftOut.Add(fact);
                else if (told.Fault(proof, trusted) is { } fault) faults.Add((fact, fault));
                else proven++;
            }
            // Sealed lists go along with an export; they are no facts.
            else if (line.RootElement.TryGetProperty(FactEvent.RecordedTime, out _) && Told.Of(line.RootElement) is var told)
            {
                if (++count > 0 && !waiting.TryAdd(told.Fact, told)) faults.Add((told.Fact, "it stands here more than once"));
            }
        }
        if (statement?.Origin != trusted.Name) statement = null;
        faults.AddRange(waiting.Keys.Select(fact => (fact, "there is no proof for it")));
        return new ExportCheck(statement, proven, faults, leftOut, Math.Max(0, (statement?.Facts ?? 0) - count - leftOut.Count));
    }

    /// <summary>What a line tells of a fact, as far as the log has it.</summary>
    private sealed record Told(Guid Fact, string Content, string? Stream, string? Type, bool IsWhole)
    {
        public static Told Of(JsonElement line)
        {
            var type = FactEvent.StoredNameOf(Text(line, FactEvent.Type) ?? "");
            return new Told(line.GetProperty(FactEvent.Id).GetGuid(),
                Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(line.GetProperty(FactEvent.Data)).Span)),
                Text(line, FactEvent.Subject), type, type is not null && SaysWhatItHolds(line, type));
        }

        public string? Fault(LogProof proof, VerifierKey trusted)
        {
            if (proof.Fault(trusted) is { } fault) return fault;
            using var entry = JsonDocument.Parse(proof.Entry);
            return Text(entry.RootElement, "content") != Content ? "the log has it with another content"
                : !IsWhole || (Text(entry.RootElement, "stream"), Text(entry.RootElement, "type")) != (Stream, Type)
                    ? "what stands around it is not what it says" : null;
        }

        // The attributes of the event follow from the fact in it.
        private static bool SaysWhatItHolds(JsonElement line, string name)
        {
            var type = FactTypes.All.First(type => type.StoredName == name || type.FormerNames.Contains(name));
            return line.GetProperty(FactEvent.Data).Deserialize(type.Fact, Formats.Stored) is Fact fact
                && (fact.Id.ToString(), FactEvent.SourceOf(fact.Negotiation), FactEvent.TimeOf(fact.Occurred.Moment),
                    FactEvent.TimeOf(fact.Recorded.At))
                == (Text(line, FactEvent.Id), Text(line, FactEvent.Source), Text(line, FactEvent.Time), Text(line, FactEvent.RecordedTime));
        }

        private static string? Text(JsonElement of, string member) => of.TryGetProperty(member, out var value) ? value.GetString() : null;
    }
}
