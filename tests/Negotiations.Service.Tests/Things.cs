namespace Negotiations.Service.Tests;

/// <summary>Exchanges and commitments, as commands make them.</summary>
internal static class Things
{
    /// <summary>An exchange of one leg, of a hundred.</summary>
    public const string Exchange = $$"""{"exchange": "e-1", "terms": "unilateral", "legs": {{Legs}}}""";

    /// <summary>An exchange in which each side gives to the other.</summary>
    public const string MutualExchange =
        """
        {"exchange": "e-1", "terms": "numberForNumber",
         "legs": [{"leg": "ru-ua", "from": "ru", "to": "ua", "category": "remains"},
           {"leg": "ua-ru", "from": "ua", "to": "ru", "category": "remains"}]}
        """;

    private const string Legs = """[{"leg": "one", "from": "ru", "to": "ua", "category": "remains", "quantity": 100}]""";

    /// <summary>A commitment that was due on 5 June 2025.</summary>
    public static string Promise(string id) => $$"""{"commitment": "{{id}}", "by": ["ru"], "what": "x", "due": "2025-06-05"}""";
}
