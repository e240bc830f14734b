using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Children;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Talks;
using Negotiations.Service.Json;

namespace Negotiations.Service.Store;

/// <summary>
/// Every fact there is, with the name under which it is stored. A stored name never changes, whatever becomes of the type; a fact whose stored shape changes gets a new one,
/// and what was stored under the old name is brought into the new shape when it is read. The events themselves, and the chain over them, stay as they are.
/// </summary>
internal static class FactCatalog
{
    private static readonly (Type Fact, string StoredName)[] Negotiation =
    [
        (typeof(NegotiationOpened), "negotiation_opened"),
        (typeof(ActorAdded), "actor_added"),
        (typeof(ActorChanged), "actor_changed"),
    ];

    private static readonly (Type Fact, string StoredName)[] Track =
    [
        (typeof(TrackOpened), "track_opened"),
        (typeof(TrackSuspended), "track_suspended"),
        (typeof(TrackResumed), "track_resumed"),
        (typeof(TrackClosed), "track_closed"),
        (typeof(RoundScheduled), "round_scheduled"),
        (typeof(RoundPostponed), "round_postponed"),
        (typeof(TalksHeld), "talks_held"),
        (typeof(MemoReceived), "memo_received"),
        (typeof(MemoAnswered), "memo_answered"),
        (typeof(PositionStated), "position_stated"),
        (typeof(ChildListSubmitted), "child_list_submitted"),
        (typeof(ChildCasesReviewed), "child_cases_reviewed"),
        (typeof(ChildrenReturned), "children_returned"),
        (typeof(ExchangeAgreed), "exchange_agreed"),
        (typeof(ExchangeStageCompleted), "exchange_stage_completed"),
        (typeof(ExchangePostponed), "exchange_postponed"),
        (typeof(CommitmentMade), "commitment_made"),
        (typeof(CommitmentAssessed), "commitment_assessed"),
        (typeof(DeadlinePassed), "deadline_passed_v2"),
        (typeof(AgreementSigned), "agreement_signed"),
        (typeof(CeasefireDeclared), "ceasefire_declared"),
        (typeof(CeasefireViolated), "ceasefire_violated"),
        (typeof(CeasefireEnded), "ceasefire_ended"),
        (typeof(IncidentReported), "incident_reported"),
        (typeof(LegalActionNoted), "legal_action_noted"),
        (typeof(FigureClaimed), "figure_claimed"),
        (typeof(ClaimsReconciled), "claims_reconciled"),
        (typeof(ReconciliationReopened), "reconciliation_reopened"),
        (typeof(FactConfirmed), "fact_confirmed"),
        (typeof(FactDenied), "fact_denied"),
        (typeof(FactRetracted), "fact_retracted"),
        (typeof(FactReinstated), "fact_reinstated"),
    ];

    // Shapes of the past: the name under which they are stored, and what makes them the shape of today.
    private static readonly (Type Fact, string StoredName, Action<JsonObject> Upcast)[] Past =
    [
        // Who owed what was due was not recorded.
        (typeof(DeadlinePassed), "deadline_passed", json => json["by"] = new JsonArray()),
    ];

    private static readonly FrozenDictionary<string, (Type Fact, Action<JsonObject>? Upcast)> ByName =
        All.Select(entry => (entry.StoredName, entry.Fact, Upcast: (Action<JsonObject>?)null)).Concat(Past.Select(entry => (entry.StoredName, entry.Fact, Upcast: (Action<JsonObject>?)entry.Upcast)))
            .ToFrozenDictionary(entry => entry.StoredName, entry => (entry.Fact, entry.Upcast), StringComparer.Ordinal);

    /// <summary>Every fact and its stored name.</summary>
    public static IEnumerable<(Type Fact, string StoredName)> All => Negotiation.Concat(Track);

    /// <summary>The names under which facts were stored in shapes of the past.</summary>
    public static IEnumerable<(Type Fact, string StoredName)> OfThePast => Past.Select(entry => (entry.Fact, entry.StoredName));

    /// <summary>All names under which facts of a type are stored, those of the past included.</summary>
    public static string[] NamesOf<T>() where T : Fact => [.. ByName.Where(entry => entry.Value.Fact == typeof(T)).Select(entry => entry.Key)];

    /// <summary>Reads a fact as it was stored, in whichever shape.</summary>
    /// <exception cref="JsonException">It can't be read, or nothing is stored under that name.</exception>
    public static Fact Read(string storedName, ReadOnlySpan<byte> json) => Read(storedName, json, Formats.Stored);

    /// <summary>Reads a fact in whichever shape it was stored, in a dialect of JSON that is stricter than what is stored.</summary>
    /// <exception cref="JsonException">It can't be read, or nothing is stored under that name.</exception>
    public static Fact Read(string storedName, ReadOnlySpan<byte> json, JsonSerializerOptions format)
    {
        if (!ByName.TryGetValue(storedName, out var known)) throw new JsonException($"'{storedName}' is no fact that is known here");
        if (known.Upcast is null) return JsonSerializer.Deserialize(json, known.Fact, format) as Fact ?? throw new JsonException($"'{storedName}' is stored without a fact");
        var shape = JsonNode.Parse(json) as JsonObject ?? throw new JsonException($"'{storedName}' is stored without a fact");
        known.Upcast(shape);
        return (Fact)shape.Deserialize(known.Fact, format)!;
    }

    /// <summary>The facts of a negotiation's own stream.</summary>
    public static IEnumerable<Type> OfNegotiations => Negotiation.Select(entry => entry.Fact);

    /// <summary>The facts of a track's stream.</summary>
    public static IEnumerable<Type> OfTracks => Track.Select(entry => entry.Fact);
}
