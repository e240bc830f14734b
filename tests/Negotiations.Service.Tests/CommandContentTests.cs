using System.Text;
using Negotiations.Domain.Facts;
using Negotiations.Service.Commands;

namespace Negotiations.Service.Tests;

/// <summary>
/// The content hash of a command tells a repetition from another command under the same id, for ever: it must never change.
/// </summary>
public sealed class CommandContentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_hash_of_one_example_of_every_command_stays_as_it_is()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "examples.ndjson"), Cancellation);
        var commands = lines.Select(line => CommandReader.ReadLine(Encoding.UTF8.GetBytes(line)).Value!).ToArray();
        var hashes = string.Concat(commands.Select(command => $"{command} {CommandContent.HashOf(command)}\n"));
        var file = Path.Combine(Repository.Root, "tests", "Negotiations.Service.Tests", "Golden", "command-contents.txt");
        if (!File.Exists(file)) await File.WriteAllTextAsync(file, hashes, Cancellation);

        commands.Select(command => command.ToString()).Distinct().Order().ShouldBe(CommandCatalog.Names);
        hashes.ShouldBe(await File.ReadAllTextAsync(file, Cancellation));
    }
}
