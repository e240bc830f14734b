using System.Collections.Immutable;
using Negotiations.Domain.Commitments;

namespace Negotiations.Domain.Ledgers;

/// <summary>What was agreed on a track and how far it was kept, for its stage.</summary>
/// <param name="Agreed">When each thing that is to be kept was agreed.</param>
/// <param name="Delivered">When something of it was delivered.</param>
/// <param name="HasOpen">Whether some of it is outstanding.</param>
internal sealed record Fulfilment(ImmutableArray<DateOnly> Agreed, ImmutableArray<DateOnly> Delivered, bool HasOpen)
{
    public static Fulfilment Of(TrackLedger ledger)
    {
        var (track, agreed, delivered) = (ledger.Track, ImmutableArray.CreateBuilder<DateOnly>(), ImmutableArray.CreateBuilder<DateOnly>());
        var hasOpen = false;
        foreach (var exchange in ledger.Exchanges)
        {
            if (exchange is not { Held: { Agreed: { } agreement, IsAbandoned: false } held }) continue;
            agreed.Add(agreement.Day());
            delivered.AddRange(held.Stages.Values.Select(fact => fact.Day()));
            if (exchange.IsSettled && held.Assessed is not null) delivered.Add(held.Assessed.Day());
            hasOpen |= !exchange.IsSettled;
        }
        foreach (var (made, assessed) in track.Commitments.Values.Where(commitment => commitment.Made is not null)
            .Select(commitment => (commitment.Made!, commitment.Assessed)))
        {
            if (assessed?.Status is Assessment.Breached or Assessment.Lapsed) continue;
            agreed.Add(made.Day());
            if (assessed is { Status: Assessment.Minimal or Assessment.Intermediate or Assessment.Full }) delivered.Add(assessed.Day());
            hasOpen |= assessed?.Status != Assessment.Full;
        }
        foreach (var declared in track.Ceasefires.Values.Where(ceasefire => ceasefire is { Declared: not null, Ended: null })
            .Select(ceasefire => ceasefire.Declared!))
        {
            agreed.Add(declared.Day());
            delivered.Add(declared.Day());
            hasOpen = true;
        }
        if (agreed.Count == 0) agreed.AddRange(track.Agreements.Values.Select(fact => fact.Day()));
        return new Fulfilment(agreed.ToImmutable(), delivered.ToImmutable(), hasOpen);
    }
}
