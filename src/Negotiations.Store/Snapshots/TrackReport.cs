using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;
using Rows = System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableSortedDictionary<
    string, System.Collections.Immutable.ImmutableArray<System.Text.Json.JsonElement>>>;

namespace Negotiations.Store.Snapshots;

/// <summary>
/// A track as flat rows for readers of SQL, derived from the state whenever it changes and stored beside it, so that a view need only
/// unfold them: for each kind of row the rows of each thing. Each thing is reported by its home track. Nothing depends on today. The names,
/// in snake case, are the columns of the views in <c>views.sql</c>.
/// </summary>
internal static class TrackReport
{
    private static readonly JsonSerializerOptions Columns = new(Formats.Stored)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The rows of a state, as they are stored; a kind of which there are none is left out.</summary>
    public static Rows Of(Track track) => Some(Things(track).SetItem("standings", Grouped(
        track.Corrections.ByFact.Keys.Select(fact => new StandingLine(fact, track.Corrections.Of(fact)))
            .Where(line => line.Standing != FactStanding.Counts), line => line.FactId.ToString())));

    /// <summary>The rows of a state that follows another, whose rows are known: only what was touched is derived.</summary>
    public static Rows Of(Track track, Track before, Rows rows, IReadOnlyCollection<Fact> facts)
    {
        if (track.ThingsTouched(facts, before) is not { } things) return Of(track);
        if (things.Count == 0) return rows;
        string[] touched = [.. things.Select(thing => thing.ToString())];
        return Some(Things(track.Only(things)).Aggregate(rows, (all, section) => all.SetItem(section.Key,
            all.GetValueOrDefault(section.Key, section.Value.Clear()).RemoveRange(touched).SetItems(section.Value))));
    }

    private static Rows Some(Rows rows) => rows.RemoveRange(rows.Where(section => section.Value.IsEmpty).Select(section => section.Key));

    private static Rows Things(Track track)
    {
        var whole = TrackLedger.Of(track);
        var ledger = whole.AtHome();
        return Rows.Empty
            .Add("legs", Grouped(ledger.Exchanges.SelectMany(exchange => exchange.Legs, Leg.Of), line => Name("exchange", line.Exchange)))
            .Add("deliveries", Grouped(ledger.Exchanges.SelectMany(exchange =>
                exchange.Stages.SelectMany(stage => stage.Deliveries, (stage, delivery) => Delivery.Of(exchange, stage, delivery))),
                line => Name("exchange", line.Exchange)))
            .Add("commitments", Grouped(ledger.Promises.Select(promise => Commitment.Of(promise, track)),
                line => Name(Words.Of(line.Kind), line.Thing)))
            .Add("awaited", Grouped(whole.Dues().Select(due => new AwaitedThing(due.Thing.Kind, due.Thing.Id)),
                line => Name(Words.Of(line.Kind), line.Thing)))
            .Add("rounds", Grouped(
                track.Rounds.Where(round => ((Fact?)round.Value.Held ?? round.Value.Scheduled)?.Tracks[0] == track.Key)
                    .Select(round => Round.Of(round.Key, round.Value, ledger.Book)), line => Name("round", line.RoundId)))
            .Add("child_lists", Grouped(ledger.Lists.Select(ChildList.Of), line => Name("list", line.List)))
            .Add("agreements", Grouped(
                track.Agreements.Values.Where(agreement => agreement.Signed?.Tracks[0] == track.Key).Select(Agreement.Of),
                line => Name("agreement", line.AgreementId)))
            .Add("proposals", Grouped(
                track.Proposals.Values.Where(proposal => proposal.Made?.Tracks[0] == track.Key).Select(Proposal.Of),
                line => Name("proposal", line.ProposalId)))
            .Add("measures", Grouped(
                ledger.Book.All().Where(measure => measure.Measure.Names is { } thing && HomeOf(thing, track) == track.Key)
                    .Select(measure => (Line: MeasureLine.Of(measure), Thing: measure.Measure.Names.ToString()!)),
                line => line.Thing, line => line.Line));
    }

    private static string Name(string kind, Key id) => $"{kind}/{id}";

    private static ImmutableSortedDictionary<string, ImmutableArray<JsonElement>> Grouped<T>(IEnumerable<T> lines, Func<T, string> name) =>
        Grouped(lines, name, line => line);

    private static ImmutableSortedDictionary<string, ImmutableArray<JsonElement>> Grouped<T, TLine>(IEnumerable<T> lines,
        Func<T, string> name, Func<T, TLine> line) =>
        lines.GroupBy(name, line).ToImmutableSortedDictionary(
            group => group.Key, group => group.Select(one => JsonSerializer.SerializeToElement(one, Columns)).ToImmutableArray(),
            StringComparer.Ordinal);

    private static Key? HomeOf(Thing thing, Track track) =>
        (track.Maker(thing) ?? track.Contested.Values.FirstOrDefault(fact => fact.Makes == thing))?.Tracks[0];

    // An undisclosed number is null, not zero.
    private static long? LowOf(NumberRange? range) => range == NumberRange.Any ? null : range?.Low;

    private static DateOnly? DayOf(Occurrence? occurred) => occurred is null ? null : Days.Of(occurred.Moment);

    /// <summary>One leg of an exchange.</summary>
    internal sealed record Leg(
        Key Exchange, [property: JsonPropertyName("leg")] Key LegId, ActorKey FromActor, ActorKey ToActor, LegCategory Category,
        string? Terms, Occurrence? AgreedOn, Occurrence? Due, DateTimeOffset? DueUntil,
        long? AgreedLow, long? AgreedHigh, long? DeliveredLow, long? DeliveredHigh, long? OutstandingLow, long? OutstandingHigh,
        long? SurplusLow, long? SurplusHigh,
        decimal? ShareLow, decimal? ShareHigh, int Stages, DateOnly? FirstDelivery, DateOnly? LastDelivery, LegStatus Status, bool Disputed,
        bool Contested, Guid? FactId)
    {
        public static Leg Of(ExchangeLedger exchange, LegLedger leg) => new(
            exchange.Exchange, leg.Leg.Leg, leg.Leg.From, leg.Leg.To, leg.Leg.Category, exchange.AgreedTerms,
            exchange.Held.Agreed?.Occurred, exchange.Held.Due, exchange.Held.Due?.Deadline().Moment,
            LowOf(leg.Agreed), leg.Agreed?.High, LowOf(leg.Delivered), leg.Delivered.High, LowOf(leg.Outstanding), leg.Outstanding?.High,
            LowOf(leg.Surplus), leg.Surplus?.High,
            leg.Share?.Low, leg.Share?.High, exchange.Stages.Count(stage => stage.Deliveries.Any(delivery => delivery.Leg == leg.Leg.Leg)),
            DayOf(leg.First), DayOf(leg.Last), leg.Status, leg.IsDisputed, exchange.IsContested,
            exchange.Held.Agreed?.Id);
    }

    /// <summary>What one leg delivered at one hand-over.</summary>
    internal sealed record Delivery(Key Exchange, Key Stage, Key Leg, Occurrence Occurred, DateOnly? Day, long? Low, long? High,
        ClaimStatus Status, string Measure, Guid? FactId)
    {
        public static Delivery Of(ExchangeLedger exchange, StageLedger stage, StageDelivery delivery) => new(
            exchange.Exchange, stage.Stage, delivery.Leg, stage.Occurred, Days.Of(stage.Moment), LowOf(delivery.Quantity),
            delivery.Quantity.High, delivery.Counted.Status, delivery.Counted.Measure.Text, stage.Completed?.Id);
    }

    /// <summary>One promise of any kind.</summary>
    internal sealed record Commitment(
        ThingKind Kind, Key Thing, Key? Leg, IEnumerable<ActorKey> OwedBy, IEnumerable<ActorKey> OwedTo, string What, string Category,
        string Status, bool Open, bool Contested, Occurrence? Due, DateTimeOffset? DueUntil,
        string? Condition, Occurrence? Kept, bool? Late, Occurrence MadeOn, Occurrence? AssessedOn, int Assessments, Guid FactId)
    {
        public static Commitment Of(Promise promise, Track track) => new(
            promise.Thing.Kind, promise.Thing.Id, promise.Leg?.Leg.Leg, promise.By, promise.To, promise.What, promise.Category(track),
            promise.Status, promise.IsOpen, promise.IsContested, promise.Due, promise.Due?.Deadline().Moment,
            promise.Condition, promise.Kept, promise.IsLate, promise.Made.Occurred, promise.Assessments.LastOrDefault()?.Occurred,
            promise.Assessments.Length, promise.Made.Id);
    }

    /// <summary>One round of talks.</summary>
    internal sealed record Round(
        [property: JsonPropertyName("round")] Key RoundId, RoundProgress Status, Occurrence? Planned, Occurrence? Held, DateOnly? Day,
        string? Venue, string? Country, IEnumerable<ActorKey> Delegations,
        long? MinutesLow, long? MinutesHigh, Guid FactId)
    {
        public static Round Of(Key id, Domain.Talks.Round round, ClaimBook book)
        {
            var (minutes, venue) = (book.Of(Measure.Duration(id)).Number, round.Held?.Venue ?? round.Scheduled?.Venue);
            return new Round(id, round.Progress, round.Planned, round.Held?.Occurred, DayOf(round.Held?.Occurred ?? round.Planned),
                venue?.Name, venue?.Country,
                round.Held?.Delegations.Select(delegation => delegation.Party) ?? [], LowOf(minutes), minutes?.High, round.Held?.Id
                    ?? round.Scheduled!.Id);
        }
    }

    /// <summary>One list of children: numbers only.</summary>
    internal sealed record ChildList(
        Key List, ActorKey FromActor, ActorKey ToActor, Occurrence Submitted, long? ListedLow, long? ListedHigh, long? ReviewedLow,
        long? ReviewedHigh, long? ReturnedLow, long? ReturnedHigh,
        long? OutstandingLow, long? OutstandingHigh, LegStatus Status, bool Disputed, bool Contested, Guid FactId)
    {
        public static ChildList Of(ChildLedger list) => new(
            list.List.List, list.List.From, list.List.To, list.List.Occurred, LowOf(list.Listed), list.Listed.High, LowOf(list.Reviewed),
            list.Reviewed.High, LowOf(list.Returned), list.Returned.High,
            LowOf(list.Outstanding), list.Outstanding.High, list.Status, list.IsDisputed, list.IsContested, list.List.Id);
    }

    /// <summary>One agreement.</summary>
    internal sealed record Agreement(
        [property: JsonPropertyName("agreement")] Key AgreementId, string Title, AgreementStage Stage, string Status, Occurrence SignedOn,
        DateOnly? Day, Occurrence? EndedOn, DateOnly? EndDay, IEnumerable<string> Signatories, IEnumerable<string> ThirdParties,
        IEnumerable<ActorKey> Joined, int Amendments, Guid FactId)
    {
        public static Agreement Of(Domain.Agreements.Agreement agreement) => new(
            agreement.Signed!.Agreement, agreement.Signed.Title, agreement.Signed.Stage, agreement.Status, agreement.Signed.Occurred,
            agreement.Signed.Day(), agreement.Ended?.Occurred, agreement.Ended?.Day(),
            agreement.Signed.Signatories.Select(actor => actor.ToString()).Concat(agreement.Signed.SignatoryNames),
            agreement.Signed.ThirdParties.Select(actor => actor.ToString()).Concat(agreement.Signed.ThirdPartyNames),
            agreement.Joined.Select(joined => joined.By), agreement.Amended.Length, agreement.Signed.Id);
    }

    /// <summary>One proposal, with its status whatever the date: whether it has lapsed follows from the date.</summary>
    internal sealed record Proposal(
        [property: JsonPropertyName("proposal")] Key ProposalId, IEnumerable<ActorKey> MadeBy, IEnumerable<ActorKey> MadeTo,
        ProposalKind Kind, string What, ProposalStatus Status, Occurrence MadeOn, DateOnly? Day, Occurrence? ValidUntil,
        DateTimeOffset? ValidUntilInstant, int Answers, IEnumerable<string> Outcomes, Guid FactId)
    {
        public static Proposal Of(Domain.Proposals.Proposal proposal) => new(
            proposal.Made!.Proposal, proposal.Made.By, proposal.Made.To, proposal.Made.Kind, proposal.Made.What,
            proposal.StatusAt(DateTimeOffset.MinValue), proposal.Made.Occurred, proposal.Made.Day(), proposal.Made.ValidUntil,
            proposal.Made.ValidUntil?.Deadline().Moment, proposal.Answers.Length,
            proposal.Outcomes.Values.Select(outcome => outcome.Thing.ToString()).Order(StringComparer.Ordinal), proposal.Made.Id);
    }

    /// <summary>One measure, with all claims weighed.</summary>
    internal sealed record MeasureLine(string Measure, ClaimStatus Status, long? Low, long? High)
    {
        public static MeasureLine Of(MeasureSummary summary) =>
            new(summary.Measure.Text, summary.Status, LowOf(summary.Number), summary.Number?.High);
    }

    /// <summary>A thing that is awaited on the track, also where it has its home on another.</summary>
    internal sealed record AwaitedThing(ThingKind Kind, Key Thing);

    /// <summary>A fact that doesn't count.</summary>
    internal sealed record StandingLine(Guid FactId, FactStanding Standing);
}
