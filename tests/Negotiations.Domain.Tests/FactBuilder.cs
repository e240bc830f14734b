using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>Builds facts for tests. A test gives what it is about; the rest has usual values.</summary>
internal static class FactBuilder
{
    public static readonly Key Negotiation = Key.Of("russia-ukraine"), Remains = Key.Of("remains");
    private static int count;

    public static Track Track(params Fact[] facts) => Domain.Tracks.Track.Fold(Negotiation, Remains, facts);

    public static T On<T>(this T fact, string occurred, params string[] claimants) where T : Fact => fact with
    {
        Id = fact.Id == Guid.Empty ? NextId() : fact.Id,
        Negotiation = Negotiation,
        Tracks = fact.Tracks is [] ? [Remains] : fact.Tracks,
        Occurred = Occurrence.Of(occurred),
        Report = new Report { Source = new Source { Publisher = "A newspaper" }, Claimants = [.. claimants.Select(ActorKey.Of)] },
        Recorded = new Recorded(Late, "a test"),
    };

    // Later than all that tests speak of, so that what they say has happened.
    private static readonly DateTimeOffset Late = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Start = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The fact as recorded and published so many hours after <see cref="Start"/>.</summary>
    public static Fact Recorded(Fact fact, int recorded, int published) => fact with
    {
        Recorded = new Recorded(Start.AddHours(recorded), "a test"),
        Report = fact.Report! with
        {
            Source = fact.Report.Source with
            {
                PublishedAt = Occurrence.Of(
                    Start.AddHours(published).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)),
            },
        },
    };

    public static TrackOpened Opened() => new("Remains", Subject.Remains, null);

    public static RoundScheduled Scheduled(string round, string planned, RoundStatus status = RoundStatus.Agreed) =>
        new(Key.Of(round), Occurrence.Of(planned), status, [], null, null);

    public static TalksHeld Talks(string round = "round-1", Quantity? duration = null, params Outcome[] outcomes) =>
        new(Key.Of(round), RoundFormat.Direct, new Venue("Istanbul", "TR"), [],
            [new Delegation(ActorKey.Of("ua")), new Delegation(ActorKey.Of("ru"))],
            duration, [.. outcomes], null);

    public static MemoReceived Memo(string memo = "memo-1", string? replyDue = null) =>
        new(Key.Of(memo), MemoKind.Memorandum, ActorKey.Of("ru"), ActorKey.Of("ua"), "Terms", Disclosure.Withheld, Due(replyDue), null);

    public static MemoAnswered Answer(MemoAnswer answer, string? replyDue = null, string memo = "memo-1") =>
        new(Key.Of(memo), ActorKey.Of("ua"), answer, Due(replyDue), null);

    public static PositionStated Position(string actor, string text = "Peace", Stance stance = Stance.Comment) =>
        new(ActorKey.Of(actor), stance, text, null, null);

    public static ChildListSubmitted ChildList(long listed, string list = "list-1") =>
        new(Key.Of(list), ActorKey.Of("ua"), ActorKey.Of("ru"), Exactly(listed), null);

    public static ExchangeAgreed Exchange(string exchange = "remains-1", string? due = null, Quantity? quantity = null) =>
        new(Key.Of(exchange), ExchangeTerms.NumberForNumber,
            [new ExchangeLeg(Key.Of("ru-ua"), ActorKey.Of("ru"), ActorKey.Of("ua"), LegCategory.Remains, Exactly(6000)),
             new ExchangeLeg(Key.Of("ua-ru"), ActorKey.Of("ua"), ActorKey.Of("ru"), LegCategory.Remains)], quantity, Due(due));

    public static ExchangeStageCompleted Stage(string stage, Quantity quantity, string leg = "ru-ua", string exchange = "remains-1") =>
        new(Key.Of(exchange), Key.Of(stage), [new Delivery(Key.Of(leg), quantity)]);

    public static CommitmentAssessed Assessed(Assessment status, string? exchange = null) =>
        new(exchange is null ? Key.Of("commission") : null, exchange is null ? null : Key.Of(exchange), status, ActorKey.Of("ua"), null);

    public static ChildrenReturned Returned(Quantity returned, string? list = "list-1") =>
        new(list is null ? null : Key.Of(list), ActorKey.Of("ru"), ActorKey.Of("ua"), returned);

    public static CommitmentMade Commitment(string? due = null, string? condition = null) =>
        new(Key.Of("commission"), [ActorKey.Of("ru"), ActorKey.Of("ua")], [], "Form a commission", Due(due), condition);

    public static IncidentReported Incident(string incident = "incident-1", long killed = 3) =>
        new(Key.Of(incident), Key.Of("shelling"), [], [], null, "Shelling",
            [new IncidentFigure(Key.Of("persons-killed"), Exactly(killed))]);

    public static FigureClaimed Figure(string measure, Quantity value) =>
        new(Measure.TryParse(measure, out var parsed) ? parsed : throw new FormatException(measure), ClaimValue.Of(value));

    public static Quantity Exactly(long value, Basis basis = Basis.Unspecified) => Quantity.Exactly(value, basis).Value!;

    private static Occurrence? Due(string? due) => due is null ? null : Occurrence.Of(due);

    private static Guid NextId() => new(Interlocked.Increment(ref count), 0, 0, new byte[8]);
}
