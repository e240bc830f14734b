using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>A negotiation is followed from now on.</summary>
/// <param name="Title">Its name for readers.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="ExternalIds">Its ids in other data sets, by data set.</param>
public sealed record NegotiationOpened(string Title, string? Summary, ImmutableSortedDictionary<string, string> ExternalIds) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool IsSetup => true;

    /// <inheritdoc/>
    public override string Describe() => $"Negotiation opened: {Title}";
}

/// <summary>An actor, or a member of one, takes part in a negotiation or speaks about it.</summary>
/// <param name="Actor">Its key.</param>
/// <param name="Name">Its name for readers.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Role">What it is to the negotiation.</param>
/// <param name="Codes">Its codes in other data sets, by data set.</param>
public sealed record ActorAdded(ActorKey Actor, string Name, ActorKind Kind, Role? Role, ImmutableSortedDictionary<string, string> Codes) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool IsSetup => true;

    /// <inheritdoc/>
    public override string Describe() => $"Actor added: {Name} ({Actor})";
}

/// <summary>An actor has another name, role or office from a date on.</summary>
/// <param name="Actor">Its key, which never changes.</param>
/// <param name="From">From when.</param>
/// <param name="Name">The new name; null when it stays.</param>
/// <param name="Role">The new role; null when it stays.</param>
/// <param name="Office">The office that a person holds from then on; null when it stays.</param>
public sealed record ActorChanged(ActorKey Actor, Occurrence From, string? Name, Role? Role, string? Office) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override string Describe() => $"Actor changed: {Actor} from {From}";
}

/// <summary>A line of diplomacy is followed from now on.</summary>
/// <param name="Title">Its name for readers.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Level">How official it is.</param>
public sealed record TrackOpened(string Title, Subject Subject, TrackLevel? Level) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool IsSetup => true;

    /// <inheritdoc/>
    public override string Describe() => $"Track opened: {Title}";
}

/// <summary>What an actor is.</summary>
public enum ActorKind
{
    /// <summary>A state.</summary>
    State,

    /// <summary>An organisation.</summary>
    Organisation,

    /// <summary>An armed group.</summary>
    ArmedGroup,

    /// <summary>A person.</summary>
    Person,

    /// <summary>An office or body within an actor.</summary>
    Office,
}

/// <summary>What an actor is to a negotiation.</summary>
public enum Role
{
    /// <summary>It negotiates for itself.</summary>
    Party,

    /// <summary>It proposes terms between the parties.</summary>
    Mediator,

    /// <summary>It brings the parties together.</summary>
    Facilitator,

    /// <summary>It gives them a place.</summary>
    Host,

    /// <summary>It answers for what is agreed.</summary>
    Guarantor,

    /// <summary>It watches.</summary>
    Observer,

    /// <summary>It has a stake but no seat.</summary>
    ThirdParty,

    /// <summary>It comments.</summary>
    Commentator,
}

/// <summary>What a track is about.</summary>
public enum Subject
{
    /// <summary>The talks themselves.</summary>
    Talks,

    /// <summary>A ceasefire.</summary>
    Ceasefire,

    /// <summary>Prisoners of war and civilian detainees.</summary>
    Prisoners,

    /// <summary>The remains of the dead.</summary>
    Remains,

    /// <summary>The wounded.</summary>
    Wounded,

    /// <summary>Children.</summary>
    Children,

    /// <summary>Terms of a settlement.</summary>
    Terms,

    /// <summary>Mediation by others.</summary>
    Mediation,

    /// <summary>Sanctions.</summary>
    Sanctions,

    /// <summary>Accountability before courts.</summary>
    Accountability,

    /// <summary>The battlefield, as context.</summary>
    Battlefield,

    /// <summary>Other humanitarian matters.</summary>
    Humanitarian,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>How official a track is.</summary>
public enum TrackLevel
{
    /// <summary>Track One: governments.</summary>
    One,

    /// <summary>Track One and a Half: officials in a private capacity.</summary>
    OneAndAHalf,

    /// <summary>Track Two: no officials.</summary>
    Two,
}
