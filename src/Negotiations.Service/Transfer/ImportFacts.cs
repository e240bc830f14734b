using System.Collections.Immutable;
using Marten;
using Negotiations.Contracts.Events;
using Negotiations.Domain;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Setup;
using Negotiations.Store.Log;
using Negotiations.Store.Writing;

namespace Negotiations.Service.Transfer;

/// <summary>Facts to append as they are, in one transaction and in their order; those that are there already are passed over.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="By">Who imports them; the facts keep who recorded them first.</param>
/// <param name="Entry">The id of the entry of the audit trail that tells that the import began.</param>
/// <param name="IsFirst">Whether nothing of the import was appended yet.</param>
public sealed record ImportFacts(ImmutableArray<ImportedFact> Facts, string By, Guid Entry, bool IsFirst)
{
    /// <summary>The name alone: what the facts say must not reach a log.</summary>
    public override string ToString() => nameof(ImportFacts);

    internal async Task<ImportedFacts> AppendTo(UnitOfWork unit, IDocumentSession session, CancellationToken cancellation)
    {
        await unit.Open([.. Facts.Select(imported => imported.Fact)], cancellation);
        var (known, started) = (0, new HashSet<Key>());
        for (var i = 0; i < Facts.Length; i++)
        {
            var (fact, contentHash, place) = Facts[i];
            if (unit.Recorded(fact.Negotiation, fact.Id) is { } recorded)
            {
                // This store may have noted the deadline itself while the import was interrupted.
                if (recorded.Fact is not DeadlinePassed && !Chain.Canonical(recorded.Fact).Span.SequenceEqual(Chain.Canonical(fact).Span))
                    return new ImportedFacts(i - known, known, i,
                        Refusal.Conflict("import-conflict", FactEvent.Id,
                        $"another fact is recorded under the id {fact.Id}; import into a store that has never held it"));
                known++;
                continue;
            }
            if (Misplaced(fact, unit) is { } misplaced) return new ImportedFacts(i - known, known, i, misplaced);
            // The stored facts must be exactly those that come before this one in the file.
            if (started.Add(fact.Negotiation)
                && await NegotiationFacts.Count(session.DocumentStore, fact.Negotiation.Value, cancellation,
                FactCatalog.NamesOf<DeadlinePassed>()) is var count && count != place)
                return new ImportedFacts(i - known, known, i,
                    Refusal.Conflict("import-conflict", null,
                    $"the negotiation '{fact.Negotiation}' holds {count} facts, and {place} of this file come before this one; import "
                        + "into a store without this negotiation, or go on with the same file"));
            await unit.Append(fact, contentHash, cancellation);
        }
        return new ImportedFacts(Facts.Length - known, known, null, null);
    }

    private static Refusal? Misplaced(Fact fact, UnitOfWork unit)
    {
        var isOpened = unit.Negotiation(fact.Negotiation).Opened is not null;
        if (fact is NegotiationOpened)
            return isOpened ? Refusal.Conflict("negotiation-exists", null,
            $"the negotiation '{fact.Negotiation}' exists already, opened by another fact; import into a store without it") : null;
        if (!isOpened) return Refusal.NotFound("unknown-negotiation", null,
            $"there is no negotiation '{fact.Negotiation}' yet; an export begins with the fact that opens it");
        return fact.Holders()
            .FirstOrDefault(track => unit.Track(fact.Negotiation, track).Opened is null && fact is not TrackOpened) is { } missing
            ? Refusal.NotFound("unknown-track", null,
                $"the negotiation '{fact.Negotiation}' has no track '{missing}' yet; the fact that opens it comes first") : null;
    }
}
