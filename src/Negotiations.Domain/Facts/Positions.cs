namespace Negotiations.Domain;

/// <summary>An actor said where it stands.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Stance">The sort of statement.</param>
/// <param name="Text">What it says, in neutral words, up to 2,000 characters.</param>
/// <param name="On">The thing or actor that it is about.</param>
/// <param name="Condition">What it depends on, up to 2,000 characters.</param>
public sealed record PositionStated(ActorKey Actor, Stance Stance, string Text, Reference? On, string? Condition) : Fact
{
    // Incidents are kept by no track's state, so that a position on one stands by itself.
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => On is { Kind: { } kind and not ThingKind.Incident, Thing: { } thing } ? (kind, thing) : null;

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    public override string Describe() => $"{Actor}, {Words.Of(Stance)}: {Text}" + (Condition is null ? "" : $" Condition: {Condition}");
}

/// <summary>The sorts of statement.</summary>
public enum Stance
{
    /// <summary>Something is demanded.</summary>
    Demand,

    /// <summary>Something is made to depend on something else.</summary>
    Condition,

    /// <summary>Something is proposed.</summary>
    Proposal,

    /// <summary>Something is accepted.</summary>
    Acceptance,

    /// <summary>Something is rejected.</summary>
    Rejection,

    /// <summary>A consequence is announced.</summary>
    Warning,

    /// <summary>Others are asked to act.</summary>
    Appeal,

    /// <summary>The state of things is judged.</summary>
    Assessment,

    /// <summary>A remark.</summary>
    Comment,
}
