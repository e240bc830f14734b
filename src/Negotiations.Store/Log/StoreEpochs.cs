using System.Collections.Immutable;
using System.Globalization;
using Negotiations.Domain;
using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>The epochs of a store, in their order; the last is today's.</summary>
/// <param name="All">All of them.</param>
internal sealed record StoreEpochs(ImmutableArray<StoreEpoch> All)
{
    private const string Restored = "restored", NewName = "substr(gen_random_uuid()::text, 1, 8)";

    /// <summary>The current one.</summary>
    public StoreEpoch Current => All[^1];

    /// <summary>A fact's place in the store, for followers: its sequence, and the epoch's name in all but the first.</summary>
    public string PlaceOf(long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{sequence}{(WasRestored ? $"-{Current.Epoch}" : "")}");

    /// <summary>Reads a follower's place; the sequence to continue from, or why it can't.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="text">The place.</param>
    public (long Sequence, Refusal? Refusal) Read(string name, string text)
    {
        var (number, epoch) = text.Split('-', 2) is [var first, var second] ? (first, second) : (text, All[0].Epoch);
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? (sequence, Fault(name, epoch, sequence))
            : (0, Refusal.Malformed("invalid-number", name,
                $"'{name}' takes a place that the stream told: a whole number, or one with a hyphen and the epoch's name"));
    }

    /// <summary>Why a follower of an epoch can't continue; null where nothing changed up to their sequence.</summary>
    /// <param name="field">The parameter or header.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="sequence">Their sequence; null where none was sent.</param>
    public Refusal? Fault(string field, string epoch, long? sequence)
    {
        if (epoch == Current.Epoch) return null;
        var at = All.ToList().FindIndex(known => known.Epoch == epoch);
        var kept = at < 0 ? 0 : All.Skip(at + 1).Min(later => later.Sequence);
        if (at >= 0 && sequence <= kept) return null;
        return Refusal.Conflict(Restored, field, at < 0
            ? $"this is another store than the one that told you '{epoch}', or it was restored to before that: begin again"
            : $"the store was restored at {All[at + 1].Since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} to its fact {kept}: "
                + $"what you hold beyond that is gone, or numbered anew; forget it, and go on with after={PlaceOf(kept)}");
    }

    /// <summary>Whether the store was ever restored.</summary>
    public bool WasRestored => All.Length > 1;

    /// <summary>The refusal of a sequence beyond the last: this store never gave it out.</summary>
    public Refusal Beyond(string field, long sequence, long head) => Refusal.Conflict(Restored, field,
        $"the store's last fact is {head}, and there is no fact {sequence}: it was restored, or is another than the one that told you "
            + $"that number; forget what you hold beyond {head}, and go on with after={PlaceOf(head)}");

    /// <summary>Reads the epochs.</summary>
    public static async Task<StoreEpochs> Read(NpgsqlConnection connection, string schema, CancellationToken cancellation) => new(
        [.. await connection.Rows<StoreEpoch>($"select epoch, since, sequence from {schema}.store_epoch order by number", cancellation)]);

    /// <summary>Begins another epoch, after a restore.</summary>
    public static Task Begin(NpgsqlConnection connection, string schema, CancellationToken cancellation) => connection.Execute(
        $"""
        insert into {schema}.store_epoch (epoch, since, sequence)
        select {NewName}, clock_timestamp(), coalesce(max(seq_id), 0) from {schema}.mt_events
        """, cancellation);

    /// <summary>The statements that make the table, with the first epoch.</summary>
    public static string Sql(string schema) => $"""
        create table if not exists {schema}.store_epoch (
            number int generated always as identity primary key,
            epoch text not null unique,
            since timestamptz not null,
            sequence bigint not null);
        insert into {schema}.store_epoch (epoch, since, sequence)
        select {NewName}, clock_timestamp(), 0
        where not exists (select from {schema}.store_epoch);
        """;
}
