using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that an exchange was put off.</summary>
public sealed record RecordExchangePostponement : TrackCommand
{
    /// <summary>The exchange's id.</summary>
    public required Key Exchange { get; init; }

    /// <summary>Who put it off.</summary>
    public ActorKey? By { get; init; }

    /// <summary>Until when.</summary>
    public Occurrence? Until { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.Holds("exchange", ThingKind.Exchange, Exchange),
        .. situation.Knows("by", By),
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new ExchangePostponed(Exchange, By, Until, Reason);
}
