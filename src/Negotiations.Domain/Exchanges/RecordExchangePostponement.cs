using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Exchanges;

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
    public override Thing? Names => new Thing(ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("exchange", new Thing(ThingKind.Exchange, Exchange)),
        .. context.Knows("by", By),
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ExchangePostponed(Exchange, By, Until, Reason);
}
