using System.Collections.Immutable;
using Marten;
using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a second voice says the same.</summary>
public sealed record ConfirmFact : TrackCommand
{
    /// <summary>The fact.</summary>
    public required Guid Fact { get; init; }

    /// <summary>What was said, up to 2,000 characters.</summary>
    public string? Text { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Guid> Facts => [Fact];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.Exists("fact", Fact),
        .. situation.Stands("fact", Fact, FactStanding.Counts, FactStanding.Contested),
        .. Checks.Text("text", Text, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new FactConfirmed(Fact, Text);
}

/// <summary>Handles <see cref="ConfirmFact"/>.</summary>
public static class ConfirmFactHandler
{
    /// <summary>Records it, or says why not.</summary>
    public static Task<CommandResult> Handle(ConfirmFact command, IDocumentSession session, Recorder recorder, CancellationToken cancellation) =>
        recorder.Record(command, session, cancellation);
}
