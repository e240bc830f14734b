using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Marten;
using Negotiations.Contracts;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/commitments</c>, and <c>/commitments</c> over all negotiations: everything promised, by due date, with totals
/// by party.
/// A promise is a leg of an exchange, a commitment of any other kind, or the reply to a paper for which a date was set.
/// </summary>
/// <param name="Items">The promises, those without a date last.</param>
/// <param name="Next">The cursor of the next part; null at the end.</param>
/// <param name="Totals">What each party owes and is owed, over all parts.</param>
internal sealed record CommitmentList(IReadOnlyList<CommitmentList.Item> Items, string? Next, IReadOnlyList<CommitmentList.Total> Totals)
{
    private const string Open = "open", Overdue = "overdue";
    private static readonly string[] Filters = ["status", "dueBefore", "party", "category"];
    private static readonly string[] Statuses = [Open, Overdue, Promise.NoReport, .. Words.All<LegStatus>(), .. Words.All<Assessment>(),
        .. Words.All<MemoAnswer>()];
    private static readonly string[] Categories = [.. Words.All<LegCategory>().Union(Words.All<Subject>())];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/commitments", Get).Needs(Rights.Read)
            .WithParameters([.. ListRequest.Parameters, .. Filters])
            .Tells<CommitmentList>(Area.Queries, "Everything promised in a negotiation, by due date").WaitsForMinSequence();
        routes.MapQuery("/commitments", (HttpContext context, IQuerySession session, TimeProvider clock) =>
            Get(null, context, session, clock))
            .Needs(Rights.None).WithParameters([.. ListRequest.Parameters, .. Filters])
                .Tells<CommitmentList>(Area.Queries, "Everything promised in all negotiations, by due date").WaitsForMinSequence()
                .Costs(Cost.Dear);
    }

    private static async Task<IResult> Get(string? negotiation, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var request = negotiation is null ? ListRequest.Read(context, "commitments")
            : await ListRequest.Read(context, "commitments", negotiation, session);
        if (request.Value is not var (from, part)) return Problems.Of(request.Refusal!);
        var filter = Filter.Read(context.Request.Query);
        if (filter.Value is not { } wanted) return Problems.Of(filter.Refusal!);
        var day = from.AsOf ?? Days.Of(clock.GetUtcNow());
        var found = new List<Item>();
        await foreach (var ledger in session.Ledgers(negotiation is null ? context.Caller().Readable : [negotiation], from,
            context.RequestAborted))
        {
            var overdue = ledger.Dues().Where(due => due.IsOverdue(day)).Select(due => due.Thing).ToHashSet();
            found.AddRange(ledger.Promises.Select(promise => Item.Of(promise, ledger.Track, overdue.Contains(promise.Thing)
                && promise.IsOpen)).Where(wanted.Takes));
        }
        var page = part.Cut([.. found.Where(item => string.CompareOrdinal(item.Position, part.After) > 0)
            .OrderBy(item => item.Position, StringComparer.Ordinal).Take(part.Limit + 1)], item => item.Position, context);
        return EtagResults.Of(context, new CommitmentList(page.Items, page.Next, Total.Of(found)), isPast: from.IsPast(clock.GetUtcNow()));
    }

    /// <summary>One promise.</summary>
    internal sealed record Item(
        Key Negotiation, Key Track, ThingKind Kind, Key Thing, Key? Leg, IReadOnlyList<ActorKey> By, IReadOnlyList<ActorKey> To,
        string What, string Category, string Status, bool Open, bool Overdue,
        Occurrence? Due, string? Condition, Occurrence? Kept, bool? Late, Occurrence Made, Guid FactId, IEnumerable<ActorKey> Claimants,
        string? Publisher,
        Quantity? Agreed, Quantity? Delivered, Quantity? Outstanding, Share? Share, IEnumerable<JsonObject?> Assessments)
    {
        private const string NoDate = "~";

        /// <summary>Sorts by due date, then by address.</summary>
        [JsonIgnore]
        public string Position =>
            $"{(Due is null ? NoDate : Due.Moment.UtcDateTime.ToString("yyyyMMddHHmmssffffff", System.Globalization.CultureInfo.InvariantCulture))} {Negotiation}/{Track}/{Words.Of(Kind)}/{Thing}/{Leg}";

        public static Item Of(Promise promise, Track track, bool isOverdue) => new(
            track.Negotiation, track.Key, promise.Thing.Kind, promise.Thing.Id, promise.Leg?.Leg.Leg, promise.By, promise.To, promise.What,
            promise.Category(track), promise.Status, promise.IsOpen, isOverdue,
            promise.Due, promise.Condition, promise.Kept, promise.IsLate, promise.Made.Occurred, promise.Made.Id,
            promise.Made.Report?.Claimants ?? [], promise.Made.Report?.Source.Publisher,
            promise.Leg?.Agreed?.ToQuantity(), promise.Leg?.Delivered.ToQuantity(), promise.Leg?.Outstanding?.ToQuantity(),
            promise.Leg?.Share, promise.Assessments.Select(FactView.Stated));
    }

    /// <summary>What one party owes and is owed.</summary>
    internal sealed record Total(Key Party, Count Owes, Count Owed)
    {
        public static IReadOnlyList<Total> Of(IReadOnlyCollection<Item> items) =>
        [
            .. from party in items.SelectMany(item => item.By.Concat(item.To)).Select(actor => actor.Actor).Distinct()
               orderby party.Value
               select new Total(party, Count.Of(items.Where(item => item.By.Any(actor => actor.Actor == party))),
                   Count.Of(items.Where(item => item.To.Any(actor => actor.Actor == party)))),
        ];
    }

    /// <summary>How many promises, how many of them are open, overdue, kept, and kept too late.</summary>
    internal sealed record Count(int All, int Open, int Overdue, int Kept, int Late)
    {
        public static Count Of(IEnumerable<Item> items) => items.Aggregate(new Count(0, 0, 0, 0, 0), (count, item) => new Count(
            count.All + 1, count.Open + (item.Open ? 1 : 0), count.Overdue + (item.Overdue ? 1 : 0),
            count.Kept + (item.Kept is null ? 0 : 1), count.Late + (item.Late == true ? 1 : 0)));
    }

    private sealed record Filter(string? Status, DateOnly? DueBefore, ActorKey? Party, string? Category)
    {
        public static Result<Filter> Read(IQueryCollection query)
        {
            var (status, category, party) = (query["status"].FirstOrDefault(), query["category"].FirstOrDefault(), (ActorKey?)null);
            if (status is not null && !Statuses.Contains(status)) return Unknown("status", status, Statuses);
            if (category is not null && !Categories.Contains(category)) return Unknown("category", category, Categories);
            if (query["party"].FirstOrDefault() is { } text && !ActorKey.TryParse(text, out party))
                return Refusal.Malformed("invalid-key", "party", ActorKey.Accepted);
            return QueryParameters.TryDate("dueBefore", query["dueBefore"].FirstOrDefault(), out var dueBefore, out var refusal)
                ? new Filter(status, dueBefore, party, category) : refusal!;
        }

        public bool Takes(Item item) =>
            Status switch { null => true, Open => item.Open, CommitmentList.Overdue => item.Overdue, _ => item.Status == Status }
            && (DueBefore is not { } day || item.Due?.Latest < Days.Start(day))
            && (Party is null || item.By.Concat(item.To).Any(actor => actor == Party || actor.Actor.Value == Party.ToString()))
            && (Category is null || item.Category == Category);

        private static Refusal Unknown(string name, string word, string[] known) =>
            Refusal.Malformed("unknown-word", name,
                $"'{name}' takes one of {string.Join(", ", known.Distinct())}{Suggestion.For(word, known)}");
    }
}
