using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>A ceasefire was declared. When it was declared, from when it holds and when it ended are three dates.</summary>
/// <param name="Ceasefire">The ceasefire's id.</param>
/// <param name="By">Who declared it; at least one.</param>
/// <param name="Kind">What sort of ceasefire.</param>
/// <param name="Scope">What it covers, up to 2,000 characters.</param>
/// <param name="From">From when it is to hold.</param>
/// <param name="Until">Until when; null when no end was set.</param>
public sealed record CeasefireDeclared(
    Key Ceasefire, ImmutableArray<ActorKey> By, CeasefireKind Kind, string? Scope, Occurrence From, Occurrence? Until) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    public override string Describe() => $"Ceasefire {Ceasefire} ({Words.Of(Kind)}) declared by {string.Join(" and ", By)} from {From}" + (Until is null ? "" : $" until {Until}");
}

/// <summary>Somebody broke a ceasefire, so it is said.</summary>
/// <param name="Ceasefire">The ceasefire's id.</param>
/// <param name="By">To whom it is ascribed; null when nobody says.</param>
/// <param name="Text">What is reported, up to 2,000 characters.</param>
/// <param name="Figures">Any number of figures.</param>
public sealed record CeasefireViolated(Key Ceasefire, ActorKey? By, string? Text, ImmutableArray<IncidentFigure> Figures) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override string Describe() => $"Violation of ceasefire {Ceasefire} reported" + (By is null ? "" : $", ascribed to {By}") + (Text is null ? "" : $": {Text}");
}

/// <summary>A ceasefire ended.</summary>
/// <param name="Ceasefire">The ceasefire's id.</param>
/// <param name="How">How it ended.</param>
public sealed record CeasefireEnded(Key Ceasefire, CeasefireEnd How) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    public override string Describe() => $"Ceasefire {Ceasefire} ended: {Words.Of(How)}";
}

/// <summary>What sort of ceasefire.</summary>
public enum CeasefireKind
{
    /// <summary>Everywhere and all arms.</summary>
    General,

    /// <summary>In one place.</summary>
    Local,

    /// <summary>For a humanitarian purpose.</summary>
    Humanitarian,

    /// <summary>For one kind of target or arm.</summary>
    Sectoral,
}

/// <summary>How a ceasefire ended.</summary>
public enum CeasefireEnd
{
    /// <summary>Its time was up.</summary>
    Expired,

    /// <summary>It broke down.</summary>
    Collapsed,

    /// <summary>Another one took its place.</summary>
    Replaced,
}
