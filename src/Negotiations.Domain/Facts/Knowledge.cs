namespace Negotiations.Domain;

/// <summary>Somebody gave a value for a measure. Its <c>occurred</c> is the date that the figure describes.</summary>
/// <param name="Measure">The address of the number.</param>
/// <param name="Value">What is claimed.</param>
public sealed record FigureClaimed(Measure Measure, ClaimValue Value) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => Measure.Names;

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override string Describe() => $"Figure claimed for {Measure}";

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() => [(Measure, Value, null)];
}

/// <summary>A second voice says the same. The fact is known from its first report.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Text">What was said, up to 2,000 characters.</param>
public sealed record FactConfirmed(Guid Fact, string? Text) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    public override string Describe() => $"Fact {Fact} confirmed";

    /// <inheritdoc/>
    protected override IEnumerable<(Guid Fact, CorrectionKind Kind)> Says() => [(Fact, CorrectionKind.Confirmed)];
}

/// <summary>A second voice says that it is not so. The fact is contested: shown under both voices, and moving nothing.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Text">What was said, up to 2,000 characters.</param>
public sealed record FactDenied(Guid Fact, string? Text) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    public override string Describe() => $"Fact {Fact} denied";

    /// <inheritdoc/>
    protected override IEnumerable<(Guid Fact, CorrectionKind Kind)> Says() => [(Fact, CorrectionKind.Denied)];
}

/// <summary>A fact was found false: it was always false, from the moment that this is known.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record FactRetracted(Guid Fact, string Reason) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    public override string Describe() => $"Fact {Fact} retracted: {Reason}";

    /// <inheritdoc/>
    protected override IEnumerable<(Guid Fact, CorrectionKind Kind)> Says() => [(Fact, CorrectionKind.Retracted)];
}

/// <summary>A retracted fact holds after all.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record FactReinstated(Guid Fact, string Reason) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    public override string Describe() => $"Fact {Fact} reinstated: {Reason}";

    /// <inheritdoc/>
    protected override IEnumerable<(Guid Fact, CorrectionKind Kind)> Says() => [(Fact, CorrectionKind.Reinstated)];
}

/// <summary>A person decided which value to use for a measure, why, and which claims were considered.</summary>
/// <param name="Measure">The address of the number.</param>
/// <param name="Value">The value to use.</param>
/// <param name="Considered">The facts whose claims were considered.</param>
/// <param name="Rationale">Why, up to 2,000 characters.</param>
public sealed record ClaimsReconciled(Measure Measure, ClaimValue Value, System.Collections.Immutable.ImmutableArray<Guid> Considered, string Rationale) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => Measure.Names;

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    public override string Describe() => $"Claims for {Measure} reconciled: {Rationale}";
}

/// <summary>A reconciliation no longer holds.</summary>
/// <param name="Measure">The address of the number.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record ReconciliationReopened(Measure Measure, string Reason) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => Measure.Names;

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool ObeysWorldTime => false;

    /// <inheritdoc/>
    public override string Describe() => $"Reconciliation of {Measure} reopened: {Reason}";
}

/// <summary>What one fact says of another.</summary>
public enum CorrectionKind
{
    /// <summary>It is false.</summary>
    Retracted,

    /// <summary>It holds after all.</summary>
    Reinstated,

    /// <summary>It is replaced by this one.</summary>
    Superseded,

    /// <summary>A second voice says that it is not so.</summary>
    Denied,

    /// <summary>A second voice says the same.</summary>
    Confirmed,
}
