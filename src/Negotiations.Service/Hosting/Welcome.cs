using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Recording;
using Wolverine;

namespace Negotiations.Service.Hosting;

/// <summary>What the host does once it listens: records a sample if one is asked for, and says how to go on.</summary>
internal static class WelcomeMessage
{
    private const string SampleSetting = "Sample";

    public static async Task Welcome(this WebApplication app, EmbeddedPostgresServer? postgres)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        if (app.Configuration[SampleSetting] is { Length: > 0 } sample) await Load(sample, app);
        Console.WriteLine($"""

            Negotiations listens on {address}{(postgres is null ? "" : $" and keeps its data in {postgres.Folder}")}. Stop it with Ctrl+C. Try:

              curl {address}/negotiations/russia-ukraine
              curl '{address}/negotiations/russia-ukraine/tracks/terms?asOf=2025-06-02'
              curl {address}/negotiations/russia-ukraine/tracks/remains/facts

            """);
    }

    private static async Task Load(string name, WebApplication app)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Samples", $"{name}.ndjson");
        if (!File.Exists(path)) throw new FileNotFoundException($"there is no sample '{name}'", path);
        await using var scope = app.Services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();
        var commands = (await File.ReadAllLinesAsync(path)).Where(line => line.Length > 0)
            .Select(line => CommandReader.ReadLine(System.Text.Encoding.UTF8.GetBytes(line)) is { Value: { } command } read ? command : throw new InvalidDataException(line));
        var results = (await bus.InvokeAsync<CommandResults>(new RecordMany([.. commands], Atomic: true))).Results;
        var refused = results.SelectMany(result => result.Refusals).Select(refusal => refusal.Detail).FirstOrDefault();
        if (refused is not null) throw new InvalidDataException($"the sample '{name}' was refused: {refused}");
        Console.WriteLine($"Sample {name}: {results.Count(result => result.Status == CommandStatus.Recorded)} recorded, {results.Count(result => result.Status == CommandStatus.Replayed)} were there already.");
    }
}
