using System.Collections.Immutable;
using Negotiations.Contracts.Answers;

namespace Negotiations.Service.Commands;

/// <summary>What became of many commands, in their order.</summary>
/// <param name="Results">One result a command.</param>
public sealed record CommandResults(ImmutableArray<CommandResult> Results);
