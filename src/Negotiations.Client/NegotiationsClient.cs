using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Commands;

namespace Negotiations.Client;

/// <summary>A client of the service's HTTP API.</summary>
public sealed class NegotiationsClient : IDisposable
{
    private const string ProblemType = "application/problem+json";
    private const int LargestPage = 500;
    private readonly HttpClient http;

    /// <summary>A client of the service at an address.</summary>
    /// <param name="address">The service's address.</param>
    /// <param name="key">The caller's key; null sends none.</param>
    public NegotiationsClient(Uri address, string? key)
    {
        http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan
        };
        if (key is { Length: > 0 }) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Records a command. Give it a <see cref="Command.CommandId"/>, so that sending it again records it once.</summary>
    /// <returns>The receipt, of now or of the first time.</returns>
    /// <exception cref="NegotiationsException">It was refused.</exception>
    public async Task<Receipt> Record(Command command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        var body = JsonContent.Create(command, command.GetType(), options: Formats.Stored);
        using var response = await Send(new HttpRequestMessage(HttpMethod.Post, $"/commands/{command}") { Content = body }, cancellation);
        return (await response.Content.ReadFromJsonAsync<Receipt>(Formats.Answer, cancellation))!;
    }

    /// <summary>Asks a query.</summary>
    /// <exception cref="NegotiationsException">It was refused.</exception>
    public async Task<JsonObject> Get(string path, CancellationToken cancellation)
    {
        using var response = await Send(new HttpRequestMessage(HttpMethod.Get, path), cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellation))!;
    }

    /// <summary>Reads a list page by page, until it has enough items or none is left.</summary>
    /// <exception cref="NegotiationsException">It was refused.</exception>
    public async Task<JsonArray> List(string path, int count, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (items, cursor, separator) = (new JsonArray(), (string?)null, path.Contains('?', StringComparison.Ordinal) ? '&' : '?');
        do
        {
            var limit = Math.Min(LargestPage, count - items.Count);
            var page = await Get($"{path}{separator}limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}", cancellation);
            foreach (var item in page["items"]!.AsArray()) items.Add(item!.DeepClone());
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null && items.Count < count);
        return items;
    }

    /// <summary>Posts a JSON value.</summary>
    /// <exception cref="NegotiationsException">It was refused.</exception>
    public async Task<JsonObject> Post(string path, JsonObject body, CancellationToken cancellation)
    {
        using var response = await Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellation))!;
    }

    /// <summary>Sends a request and returns as soon as the answer begins.</summary>
    /// <exception cref="NegotiationsException">It was refused.</exception>
    /// <exception cref="HttpRequestException">The service can't be reached.</exception>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            var isProblem = response.Content.Headers.ContentType?.MediaType == ProblemType;
            var problem = isProblem ? await response.Content.ReadFromJsonAsync<JsonObject>(cancellation) : null;
            throw new NegotiationsException(response.StatusCode, response.ReasonPhrase, problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
