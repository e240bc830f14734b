using System.Text;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Negotiations.Service.Commands;
using Wolverine;

namespace Negotiations.Service.Hosting;

/// <summary>
/// Records a shipped sample, as a caller of the bus would. Its commands have fixed ids, so that a second load adds nothing.
/// </summary>
internal static class Sample
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples");

    /// <summary>Records a sample, all or nothing.</summary>
    public static async Task<string> Load(string name, IMessageBus bus)
    {
        var path = Path.Combine(Folder, $"{name}.ndjson");
        if (!Key.TryParse(name, out _) || !File.Exists(path))
            throw new SampleException($"There is no sample '{name}'. There are: "
                + $"{string.Join(", ", Directory.GetFiles(Folder, "*.ndjson").Select(Path.GetFileNameWithoutExtension).Order())}.");
        var read = (await File.ReadAllLinesAsync(path)).Select(line => CommandReader.ReadLine(Encoding.UTF8.GetBytes(line))).ToArray();
        var results = (await bus.InvokeAsync<CommandResults>(new RecordMany([.. read.Select(line => line.Value).OfType<Command>()],
            Atomic: true), Caller.Local.AsSender())).Results;
        if (read.Select(line => line.Refusal).Concat(results.SelectMany(result => result.Refusals))
            .FirstOrDefault(refusal => refusal is not null) is { } refused)
            throw new SampleException($"The sample '{name}' was refused: {refused.Detail}");
        return $"Sample {name}: {Count(CommandStatus.Recorded)} recorded, {Count(CommandStatus.Replayed)} were there already.";

        int Count(CommandStatus status) => results.Count(result => result.Status == status);
    }
}
