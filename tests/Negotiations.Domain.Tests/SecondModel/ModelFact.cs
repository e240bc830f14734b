using System.Text.Json.Nodes;

namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>A fact as it is stored: all that the second model knows of the world.</summary>
/// <param name="StoredName">The stored name of its type, such as <c>talks_held</c>.</param>
/// <param name="Json">Its stored JSON.</param>
public sealed record ModelFact(string StoredName, JsonObject Json);
