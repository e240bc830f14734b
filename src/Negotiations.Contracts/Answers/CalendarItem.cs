using System.Globalization;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Answers;

/// <summary>Something due, and in how many days; negative when overdue.</summary>
public sealed record CalendarItem(Key Negotiation, Key Track, ThingKind Kind, Key Thing, Occurrence Due, Occurrence Deadline, int DaysLeft,
    bool Overdue, IReadOnlyList<ActorKey> By, string What)
{
    /// <summary>Sorts by deadline, then by address.</summary>
    [JsonIgnore]
    public string Position =>
        $"{Deadline.Moment.UtcDateTime.ToString("yyyyMMddHHmmssffffff", CultureInfo.InvariantCulture)} "
            + $"{Negotiation}/{Track}/{Words.Of(Kind)}/{Thing}";

    /// <summary>Of what is due, at the instant that is asked about; the track is its home.</summary>
    public static CalendarItem Of(Due due, Key negotiation, DateTimeOffset at) => new(
        negotiation, due.Home, due.Thing.Kind, due.Thing.Id, due.When, due.Deadline,
        Days.Of(due.Deadline.Moment).DayNumber - Days.Of(at).DayNumber, due.IsOverdue(at), due.By, due.What);
}
