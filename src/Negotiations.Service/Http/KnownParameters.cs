namespace Negotiations.Service.Http;

/// <summary>The query parameters that an endpoint takes.</summary>
/// <param name="Names">Their names; any other is refused.</param>
internal sealed record KnownParameters(string[] Names);
