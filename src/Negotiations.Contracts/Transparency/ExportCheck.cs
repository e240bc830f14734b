using System.Security.Cryptography;
using System.Text.Json;
using Negotiations.Contracts.Events;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;

namespace Negotiations.Contracts.Transparency;

/// <summary>What the proofs say of the facts of an export.</summary>
/// <param name="Proven">How many facts the log has, word for word.</param>
/// <param name="Faults">The facts that it doesn't, and why.</param>
/// <param name="LeftOut">Facts that the proofs are for, and that the export doesn't have.</param>
public sealed record ExportCheck(int Proven, IReadOnlyList<(Guid Fact, string Fault)> Faults, IReadOnlyList<Guid> LeftOut)
{
    /// <summary>Whether every fact is proven and none is left out.</summary>
    public bool Holds => Faults is [] && LeftOut is [];

    /// <summary>Compares.</summary>
    /// <param name="export">The lines of the export.</param>
    /// <param name="proofs">The proofs, by fact.</param>
    /// <param name="trusted">The key of the log.</param>
    /// <exception cref="JsonException">A line is no CloudEvent of a fact.</exception>
    public static ExportCheck Of(IEnumerable<string> export, IReadOnlyDictionary<Guid, LogProof> proofs, VerifierKey trusted)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(proofs);
        var (proven, faults, seen) = (0, new List<(Guid, string)>(), new HashSet<Guid>());
        foreach (var line in export.Where(line => line.Length > 0))
        {
            using var e = JsonDocument.Parse(line);
            // Sealed lists go along with an export; they are no facts.
            if (!e.RootElement.TryGetProperty(FactEvent.RecordedTime, out _)) continue;
            var fact = e.RootElement.GetProperty(FactEvent.Id).GetGuid();
            seen.Add(fact);
            if (Fault(fact, e.RootElement, proofs, trusted) is { } fault) faults.Add((fact, fault));
            else proven++;
        }
        return new ExportCheck(proven, faults, [.. proofs.Keys.Where(fact => !seen.Contains(fact))]);
    }

    private static string? Fault(Guid fact, JsonElement line, IReadOnlyDictionary<Guid, LogProof> proofs, VerifierKey trusted)
    {
        if (!proofs.TryGetValue(fact, out var proof)) return "there is no proof for it";
        if (proof.Fault(trusted) is { } fault) return fault;
        using var entry = JsonDocument.Parse(proof.Entry);
        var content = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(line.GetProperty(FactEvent.Data)).Span));
        return Text(entry.RootElement, "content") != content ? "the log has it with another content"
            : Text(entry.RootElement, "stream") != Text(line, FactEvent.Subject)
                || Text(entry.RootElement, "type") != FactEvent.StoredNameOf(Text(line, FactEvent.Type) ?? "") || !SaysWhatItHolds(line)
            ? "what stands around it is not what it says" : null;
    }

    // The attributes of the event follow from the fact in it.
    private static bool SaysWhatItHolds(JsonElement line)
    {
        var name = FactEvent.StoredNameOf(Text(line, FactEvent.Type)!);
        var type = FactTypes.All.First(type => type.StoredName == name || type.FormerNames.Contains(name!));
        return line.GetProperty(FactEvent.Data).Deserialize(type.Fact, Formats.Stored) is Fact fact
            && (fact.Id.ToString(), FactEvent.SourceOf(fact.Negotiation), FactEvent.TimeOf(fact.Occurred.Moment),
                FactEvent.TimeOf(fact.Recorded.At))
            == (Text(line, FactEvent.Id), Text(line, FactEvent.Source), Text(line, FactEvent.Time), Text(line, FactEvent.RecordedTime));
    }

    private static string? Text(JsonElement of, string member) => of.TryGetProperty(member, out var value) ? value.GetString() : null;
}
