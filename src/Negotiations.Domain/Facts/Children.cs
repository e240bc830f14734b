namespace Negotiations.Domain;

/// <summary>A list of children was handed over. Only their number is held here, never a name.</summary>
/// <param name="List">The list's id.</param>
/// <param name="From">Who submitted it.</param>
/// <param name="To">To whom.</param>
/// <param name="Listed">How many children it names.</param>
/// <param name="Custodian">Who keeps the list itself.</param>
public sealed record ChildListSubmitted(Key List, ActorKey From, ActorKey To, Quantity Listed, ActorKey? Custodian) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.List, List);

    /// <inheritdoc/>
    public override string Describe() => $"List {List} of children submitted by {From} to {To}";

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() => [(Measure.Listed(List), ClaimValue.Of(Listed), null)];
}

/// <summary>Cases on a list of children were reviewed.</summary>
/// <param name="List">The list's id.</param>
/// <param name="By">Who reviewed them.</param>
/// <param name="Reviewed">How many cases were reviewed this time; the reviews of one list add up.</param>
/// <param name="Result">What came of it, up to 2,000 characters.</param>
public sealed record ChildCasesReviewed(Key List, ActorKey By, Quantity Reviewed, string? Result) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.List, List);

    /// <inheritdoc/>
    public override string Describe() => $"Cases on list {List} of children reviewed by {By}";

    /// <inheritdoc/>
    protected override bool StatesIncrements => true;

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() => [(Measure.Reviewed(List), ClaimValue.Of(Reviewed), null)];
}

/// <summary>Children were returned.</summary>
/// <param name="List">The list that they stood on; null when nobody says.</param>
/// <param name="From">Who returned them.</param>
/// <param name="To">To whom.</param>
/// <param name="Returned">How many this time; the returns of one list add up.</param>
public sealed record ChildrenReturned(Key? List, ActorKey From, ActorKey To, Quantity Returned) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => List is null ? null : (ThingKind.List, List);

    /// <inheritdoc/>
    public override string Describe() => $"Children returned by {From} to {To}" + (List is null ? "" : $", list {List}");

    /// <inheritdoc/>
    protected override bool StatesIncrements => true;

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() => List is null ? [] : [(Measure.Returned(List), ClaimValue.Of(Returned), null)];
}
