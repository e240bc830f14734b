using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Setup;

/// <summary>Records that an actor has another name, role or office from a date on.</summary>
public sealed record ChangeActor : Command
{
    /// <summary>The actor or member.</summary>
    public required ActorKey Actor { get; init; }

    /// <summary>From when.</summary>
    public required Occurrence From { get; init; }

    /// <summary>The new name, up to 200 characters; absent when it stays.</summary>
    public string? Name { get; init; }

    /// <summary>The new role; absent when it stays.</summary>
    public Role? Role { get; init; }

    /// <summary>The office that a person holds from then on, up to 200 characters; absent when it stays.</summary>
    public string? Office { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Knows("actor", Actor),
        .. From.LiesAhead(context.Now)
            ? [Refusal.Rule("in-the-future", "from", $"'{From}' lies later than tomorrow: record the change when it holds")]
            : Array.Empty<Refusal>(),
        .. Checks.Text("name", Name, Checks.NameLimit),
        .. Checks.Text("office", Office, Checks.NameLimit),
        .. Name is null && Role is null && Office is null
            ? [Refusal.Rule("nothing-changes", null, "say what changes: 'name', 'role' or 'office'")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ActorChanged(Actor, From, Name, Role, Office) { Occurred = From };
}
