using System.Text.Json.Nodes;
using Negotiations.Domain;

namespace Negotiations.Contracts.Answers;

/// <summary>What an actor said where it stands.</summary>
/// <param name="Position">By what later positions and proposals name it: <c>position/{fact}</c>.</param>
/// <param name="Latest">Whether it is the last word of the actor on the thing.</param>
/// <param name="Fact">The fact that says so, as a timeline shows it.</param>
public sealed record PositionItem(Reference Position, bool Latest, JsonObject Fact);
