using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Context;

/// <summary>Records that a court or other body acted.</summary>
public sealed record RecordLegalAction : TrackCommand
{
    /// <summary>The body.</summary>
    public required ActorKey Body { get; init; }

    /// <summary>What it did, such as an arrest warrant, up to 300 characters.</summary>
    public required string Action { get; init; }

    /// <summary>Whom it concerns; at least one.</summary>
    public required ImmutableArray<ActorKey> Subjects { get; init; }

    /// <summary>What is reported, in neutral words, up to 2,000 characters.</summary>
    public required string Text { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Knows("body", Body),
        .. Checks.Text("action", Action, Checks.TitleLimit),
        .. context.Knows("subjects", Subjects, least: 1),
        .. Checks.Text("text", Text, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new LegalActionNoted(Body, Action, Subjects, Text);
}
