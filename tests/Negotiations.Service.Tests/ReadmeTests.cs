using System.Text.RegularExpressions;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Every example of the README, run in its order against the service as it says to start it: what README shows is what is printed, but for ids and times.</summary>
public sealed partial class ReadmeTests(RunningService service) : IClassFixture<RunningService>
{
    // Tried by other tests, or not to be run here.
    private static readonly string[] Apart = ["scripts/run", "scripts/test", "scripts/backup", "my-facts.ndjson", "dotnet ", "http://other", "ask() {", "openssl"];

    [Fact]
    public async Task What_README_shows_is_what_is_printed()
    {
        Assert.SkipWhen((await service.Shell("command -v psql")).ExitCode > 0, "psql is not installed (Debian and Ubuntu: apt-get install postgresql-client)");
        var (run, shown) = (0, 0);
        Match? example = null;
        foreach (Match block in Block.Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken)))
        {
            var language = block.Groups["language"].Value;
            if (example is not null)
            {
                var command = CommandOf(example);
                var (_, output, complaint) = await service.Shell(command);
                run++;
                if (language is "" or "json")
                {
                    ShouldShow(output, block.Groups["text"].Value, command, complaint);
                    shown++;
                }
            }
            example = language is "sh" or "sql" && !Apart.Any(block.Groups["text"].Value.Contains) ? block : null;
        }
        (run, shown).ShouldBe((17, 15));
    }

    // As README defines it, with the key of the service under test.
    private const string Ask = """ask() { curl --silent --oauth2-bearer "$NEGOTIATIONS_KEY" "$@"; }""";

    private string CommandOf(Match example) =>
        example.Groups["language"].Value == "sh" ? $"{Ask}\n{example.Groups["text"].Value}" : $"{service.Psql} <<'SQL'\n{example.Groups["text"].Value}SQL";

    private static void ShouldShow(string output, string shown, string command, string complaint)
    {
        var printed = Lines(output).ToArray();
        var at = 0;
        foreach (var line in Lines(shown))
        {
            var wanted = line.Split('…')[0];
            var found = Array.FindIndex(printed, at, candidate => wanted.Length < line.Length ? candidate.StartsWith(wanted, StringComparison.Ordinal) : candidate == wanted);
            found.ShouldBeGreaterThanOrEqualTo(at, $"{command}\nprints no line\n{line}\nafter line {at} of\n{output}\n{complaint}");
            at = found + 1;
        }
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => Volatile.Replace(line.Trim(), "#")).Where(line => line.Length > 0);

    [GeneratedRegex(@"^```(?<language>[a-z]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}T[\d:.]+(Z|\+00:00)|(?<=""(sequence|version)"": )\d+|\d+(?= events,)", RegexOptions.ExplicitCapture)]
    private static partial Regex Volatile { get; }
}
