using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Contracts.Answers;

/// <summary>
/// <c>GET /negotiations/{n}/commitments</c>, and <c>/commitments</c> over all negotiations: everything promised, by due date, with totals
/// by party.
/// A promise is a leg of an exchange, a commitment of any other kind, or the reply to a paper for which a date was set.
/// </summary>
/// <param name="Items">The promises, those without a date last.</param>
/// <param name="Next">The cursor of the next part; null at the end.</param>
/// <param name="Totals">What each party owes and is owed, over all parts.</param>
public sealed record CommitmentList(IReadOnlyList<CommitmentList.Item> Items, string? Next, IReadOnlyList<CommitmentList.Total> Totals)
{
    /// <summary>One promise.</summary>
    public sealed record Item(
        Key Negotiation, Key Track, ThingKind Kind, Key Thing, Key? Leg, IReadOnlyList<ActorKey> By, IReadOnlyList<ActorKey> To,
        string What, string Category, string Status, bool Open, bool Overdue, bool Contested,
        Occurrence? Due, string? Condition, Occurrence? Kept, bool? Late, Occurrence Made, Guid FactId, IEnumerable<ActorKey> Claimants,
        string? Publisher,
        Quantity? Agreed, Quantity? Delivered, Quantity? Outstanding, Share? Share, IEnumerable<JsonObject?> Assessments)
    {
        private const string NoDate = "~";

        /// <summary>Sorts by due date, then by address.</summary>
        [JsonIgnore]
        public string Position =>
            $"{Due?.Moment.UtcDateTime.ToString("yyyyMMddHHmmssffffff", CultureInfo.InvariantCulture) ?? NoDate} "
            + $"{Negotiation}/{Track}/{Words.Of(Kind)}/{Thing}/{Leg}";

        /// <summary>Of a promise on a track.</summary>
        public static Item Of(Promise promise, Track track) => new(
            track.Negotiation, track.Key, promise.Thing.Kind, promise.Thing.Id, promise.Leg?.Leg.Leg, promise.By, promise.To, promise.What,
            promise.Category(track), promise.Status, promise.IsOpen, false, promise.IsContested,
            promise.Due, promise.Condition, promise.Kept, promise.IsLate, promise.Made.Occurred, promise.Made.Id,
            promise.Made.Report?.Claimants ?? [], promise.Made.Report?.Source.Publisher,
            promise.Leg?.Agreed?.ToQuantity(), promise.Leg?.Delivered.ToQuantity(), promise.Leg?.Outstanding?.ToQuantity(),
            promise.Leg?.Share, promise.Assessments.Select(FactView.Stated));
    }

    /// <summary>What one party owes and is owed.</summary>
    public sealed record Total(Key Party, Count Owes, Count Owed)
    {
        /// <summary>The totals of each party, by key.</summary>
        public static IReadOnlyList<Total> Of(IReadOnlyCollection<Item> items) =>
        [
            .. from party in items.SelectMany(item => item.By.Concat(item.To)).Select(actor => actor.Actor).Distinct()
               orderby party.Value
               select new Total(party, Count.Of(items.Where(item => item.By.Any(actor => actor.Actor == party))),
                   Count.Of(items.Where(item => item.To.Any(actor => actor.Actor == party)))),
        ];
    }

    /// <summary>How many promises, how many of them are open, overdue, kept, and kept too late.</summary>
    public sealed record Count(int All, int Open, int Overdue, int Kept, int Late)
    {
        /// <summary>The counts over some promises.</summary>
        public static Count Of(IEnumerable<Item> items) => items.Aggregate(new Count(0, 0, 0, 0, 0), (count, item) => new Count(
            count.All + 1, count.Open + (item.Open ? 1 : 0), count.Overdue + (item.Overdue ? 1 : 0),
            count.Kept + (item.Kept is null ? 0 : 1), count.Late + (item.Late == true ? 1 : 0)));
    }
}
