using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Negotiations.Domain.Facts;
using Negotiations.Service.Tests;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>
/// A list of unmistakable names is sealed, also by malformed requests of every kind, in a service of its own process with its logs and
/// traces kept. Then everything that it left is searched: tables, log, traces,
/// a backup decompressed, the keys' folder. Of a control list, stored in clear, the same search finds every name; of the sealed one none.
/// </summary>
public sealed class NameSearchTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string One = $"/negotiations/{Requests.OfSamples}/sealed-lists/list-7";
    private static readonly int Count = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full" ? 40 : 8;
    private static readonly string[] Sealed = [.. Enumerable.Range(0, Count).Select(i => $"Zzyzx{i:00} Quillfeather{i:00}")],
    Control = [.. Enumerable.Range(0, Count).Select(i => $"Vexa{i:00} Bramblewood{i:00}")];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("negotiations-names-");
    private readonly ConcurrentQueue<byte[]> telemetry = [];
    private readonly string database = $"names_{Guid.NewGuid():N}";
    private LocalServer collector = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Connection => new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = database }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        await using (var source = NpgsqlDataSource.Create(postgres.ConnectionString))
            await source.CreateCommand($"create database {database}").ExecuteNonQueryAsync(Cancellation);
        collector = await LocalServer.Start(app => app.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, Cancellation);
            telemetry.Enqueue(body.ToArray());
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await collector.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Of_a_sealed_list_nothing_is_found_anywhere_and_of_one_in_clear_everything()
    {
        var port = HostProcess.FreePort();
        using var client = OperatorsKey.Client(port);
        using var host = await HostProcess.Start(folder.FullName, port, $"--ConnectionStrings:Negotiations={Connection}",
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
        await client.WithNegotiation();
        await client.Accepted("RecordChildList", $$"""{"list": "list-7", "from": "ua", "to": "ru", "listed": {{Count}}}""");
        await client.Accepted("RecordPosition",
            new JsonObject { ["actor"] = "ua", ["stance"] = "comment", ["text"] = string.Join(", ", Control) }.ToJsonString());

        (await client.Send(HttpMethod.Put, One,
            new JsonObject
            {
                ["names"] = new JsonArray([.. Sealed.Select(name =>
            JsonValue.Create(name))])
            })).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        await AskWrongly(client);
        (await client.Send(HttpMethod.Post, $"{One}/open", new JsonObject { ["reason"] = "Family tracing" })).Body["names"]!.AsArray()
            .Select(name => name!.ToString()).ShouldBe(Sealed);
        var dump = await Dump();
        var log = await host.Stop();

        foreach (var name in Control) (await DatabaseSearch.Tables(Connection, "negotiations", name))
            .ShouldContain("negotiations.mt_events", name);
        Control.ShouldAllBe(name => dump.Contains(name));
        log.ShouldNotBeEmpty();
        telemetry.Count.ShouldBeGreaterThan(0);
        telemetry.Any(sent => Encoding.UTF8.GetString(sent).Contains("/sealed-lists/{list}", StringComparison.Ordinal))
            .ShouldBeTrue("the traces hold the requests");
        foreach (var part in Sealed.SelectMany(name => name.Split(' ')).Concat(["Zzyzx", "zzyzx", "Quillfeather", "quillfeather"]))
        {
            (await DatabaseSearch.Tables(Connection, "negotiations", part)).ShouldBeEmpty(part);
            dump.ShouldNotContain(part, Case.Insensitive);
            log.ShouldNotContain(part, Case.Insensitive);
            telemetry.Any(sent => Encoding.UTF8.GetString(sent).Contains(part, StringComparison.OrdinalIgnoreCase)).ShouldBeFalse(part);
        }
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".plain"))
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file.FullName, Cancellation))
                .ShouldNotContain("Quillfeather", Case.Insensitive, file.FullName);
    }

    // Every way in which somebody may send names where they don't belong.
    private static async Task AskWrongly(HttpClient client)
    {
        var (name, names) = (Sealed[7], new JsonArray([.. Sealed.Select(one => JsonValue.Create(one))]).ToJsonString());
        var key = name.ToLowerInvariant().Replace(' ', '-');
        (HttpMethod Method, string Path, string Body, string MediaType)[] wrong =
        [
            (HttpMethod.Put, One, $$"""{"names": {{names}}""", "application/json"),
            (HttpMethod.Put, One, $$"""{"names": {{names}}, "{{name}}": 1}""", "application/json"),
            (HttpMethod.Put, One, names, "application/json"),
            (HttpMethod.Put, One, $$"""{"names": {{names}}}""", "text/plain"),
            (HttpMethod.Put, One, $$"""{"names": {{names}}}""", "application/json"),
            (HttpMethod.Put, One + "?" + key, $$"""{"names": {{names}}}""", "application/json"),
            (HttpMethod.Put, $"/negotiations/{Requests.N}/sealed-lists/{key}", $$"""{"names": {{names}}}""", "application/json"),
            (HttpMethod.Put, $"/negotiations/{key}/sealed-lists/list-7", $$"""{"names": {{names}}}""", "application/json"),
            (HttpMethod.Put, $"/negotiations/{Requests.N}/sealed-lists/{Uri.EscapeDataString(name)}", "{}", "application/json"),
            (HttpMethod.Post, $"{One}/open", $$"""{"reason": "{{name}}"}""", "application/json"),
            (HttpMethod.Post, $"{One}/open", $$"""{"reason": "x", "names": {{names}}}""", "application/json"),
            (HttpMethod.Post, $"{One}/erase", $$"""{"reason": "Asked for by {{name}}"}""", "application/json"),
            (HttpMethod.Post, "/commands/RecordChildList", Requests.Envelope("RecordChildList",
                $$"""{"list": "list-8", "from": "ua", "to": "ru", "listed": 2, "names": {{names}}}""").ToJsonString(), "application/json"),
            (HttpMethod.Post, "/commands/RecordChildList", $$"""{"{{name}}": {{names}}""", "application/json"),
            (HttpMethod.Post, $"/commands/{key}", names, "application/json"),
            (HttpMethod.Post, "/commands", $$"""{"command": "RecordChildList", "names": {{names}}}""" + "\n" + names + "\n",
                "application/x-ndjson"),
            (HttpMethod.Post, "/import", names + "\n", "application/x-ndjson"),
            (HttpMethod.Get, $"/negotiations/{key}", "", ""), (HttpMethod.Get, $"/facts/{key}", "", ""),
            (HttpMethod.Get, $"/negotiations/{Requests.N}/timeline?q={key}&cursor={key}", "", ""), (HttpMethod.Get, $"/{key}", "", ""),
            (HttpMethod.Delete, $"/keys/{key}", "", ""),
            (HttpMethod.Post, "/keys", $$"""{"name": "Desk", "grants": ["{{name}}"]}""", "application/json"),
            (HttpMethod.Post, "/replays", $$"""{"mode": "verify", "negotiation": "{{key}}"}""", "application/json"),
        ];
        using var nobody = new HttpClient { BaseAddress = client.BaseAddress };
        foreach (var who in new[] { client, nobody })
            foreach (var (method, path, body, mediaType) in wrong)
            {
                using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
                if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
                using var response = await who.SendAsync(request, Cancellation);
                ((int)response.StatusCode).ShouldBeOneOf([207, .. Enumerable.Range(400, 100)], $"{method} {path}");
            }
    }

    private async Task<string> Dump()
    {
        var (file, plain) = (Path.Combine(folder.FullName, "store.backup"), Path.Combine(folder.FullName, "store.plain"));
        (await Programs.Run(folder.FullName, "dotnet", typeof(Program).Assembly.Location, "backup", file,
            $"--ConnectionStrings:Negotiations={Connection}")).ExitCode.ShouldBe(0);
        (await Programs.Run(folder.FullName, "pg_restore", $"--file={plain}", file)).ExitCode.ShouldBe(0);
        return await File.ReadAllTextAsync(plain, Cancellation);
    }
}
