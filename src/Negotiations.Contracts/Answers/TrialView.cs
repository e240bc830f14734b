using System.Text.Json.Nodes;
using Negotiations.Domain;

namespace Negotiations.Contracts.Answers;

/// <summary>What a command would do: <c>POST /commands/{CommandName}?dryRun=true</c>. Nothing is recorded.</summary>
/// <param name="Status">recorded, or replayed where it was recorded before.</param>
/// <param name="FactId">The fact that it would become, or became.</param>
/// <param name="Summary">What that says, in one sentence; null where it was recorded before.</param>
/// <param name="Tracks">The tracks that would hold it.</param>
/// <param name="Content">What it would say.</param>
/// <param name="Changes">Which tracks would stand elsewhere, and which numbers would be others, before and after.</param>
public sealed record TrialView(CommandStatus Status, Guid FactId, string? Summary, IReadOnlyList<Key> Tracks, JsonObject? Content,
    IReadOnlyList<ChangeItem> Changes);
