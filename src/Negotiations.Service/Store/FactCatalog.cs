using Negotiations.Domain;

namespace Negotiations.Service.Store;

/// <summary>Every fact there is, with the name under which it is stored. A stored name never changes, whatever becomes of the type.</summary>
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
        (typeof(RoundScheduled), "round_scheduled"),
        (typeof(TalksHeld), "talks_held"),
        (typeof(MemoReceived), "memo_received"),
        (typeof(MemoAnswered), "memo_answered"),
        (typeof(PositionStated), "position_stated"),
        (typeof(ChildListSubmitted), "child_list_submitted"),
        (typeof(ExchangeAgreed), "exchange_agreed"),
        (typeof(CommitmentMade), "commitment_made"),
        (typeof(IncidentReported), "incident_reported"),
        (typeof(LegalActionNoted), "legal_action_noted"),
        (typeof(FigureClaimed), "figure_claimed"),
    ];

    /// <summary>Every fact and its stored name.</summary>
    public static IEnumerable<(Type Fact, string StoredName)> All => Negotiation.Concat(Track);

    /// <summary>The facts of a negotiation's own stream.</summary>
    public static IEnumerable<Type> OfNegotiations => Negotiation.Select(entry => entry.Fact);

    /// <summary>The facts of a track's stream.</summary>
    public static IEnumerable<Type> OfTracks => Track.Select(entry => entry.Fact);
}
