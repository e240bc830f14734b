using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>Records what happened, and asks what an analyst would.</summary>
public abstract class AnalystTest(PostgresFixture postgres) : IAsyncLifetime
{
    private protected HttpClient Client { get; private set; } = null!;

    /// <summary>The place in the store of what was recorded last.</summary>
    private protected string? Sequence { get; private set; }

    public async ValueTask InitializeAsync() => Client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected async Task<string> Post(string command, string fields)
    {
        var receipt = await Client.Accepted(command, fields);
        Sequence = receipt.At("sequence");
        return receipt.At("factId")!;
    }

    private protected Task<JsonObject> Track(string query = "") => Client.Get($"/negotiations/{Requests.N}/tracks/remains{query}");

    // The list of claims and the track derive a number in two ways from different storage; they must say the same.
    private protected async Task<(string? Status, string Number)> Everywhere(string measure, string? asOf = null)
    {
        var time = asOf is null ? "" : $"&asOf={asOf}";
        var claims = await Client.Get($"/negotiations/{Requests.N}/claims?limit=500&minSequence={Sequence}{time}");
        var listed = Said(claims["items"]!, measure);
        Said((await Track($"?minSequence={Sequence}{time}"))["claims"]!, measure).ShouldBe(listed);
        return listed;
    }

    private static (string? Status, string Number) Said(JsonNode measures, string measure)
    {
        var found = measures.AsArray().Single(item => item!.At("measure") == measure)!;
        return (found.At("status"), Shown(found["number"]));
    }

    private protected static string Shown(JsonNode? quantity) =>
        quantity?["between"] is JsonArray range ? $"{range[0]}–{range[1]}"
        : quantity?["value"]?.ToString() ?? quantity?.ToJsonString() ?? "";
}
