using System.Collections.Immutable;
using Marten;
using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a second voice says that it is not so.</summary>
public sealed record DenyFact : TrackCommand
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
    public override Fact Handle(Situation situation) => new FactDenied(Fact, Text);
}

/// <summary>Handles <see cref="DenyFact"/>.</summary>
public static class DenyFactHandler
{
    /// <summary>Records it, or says why not.</summary>
    public static Task<CommandResult> Handle(DenyFact command, IDocumentSession session, Recorder recorder, CancellationToken cancellation) =>
        recorder.Record(command, session, cancellation);
}
