using System.Text.RegularExpressions;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>
/// Every example of the documentation, run page by page in reading order against one service, started as README says: what a page shows is
/// what is printed, except for ids and times.
/// </summary>
public sealed partial class ReadmeTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Manual = "src/Negotiations.Web/Guide";

    /// <summary>
    /// The pages in reading order, each with how many of its examples are run, and of how many of these the output is compared. README
    /// loads what the other pages ask about.
    /// </summary>
    public static TheoryData<string, int, int> Pages { get; } = new()
    {
        { "README.md", 10, 10 },
        { $"{Manual}/index.md", 0, 0 },
        { $"{Manual}/concepts.md", 0, 0 },
        { $"{Manual}/worked-day.md", 8, 8 },
        { $"{Manual}/command-line.md", 1, 1 },
        { $"{Manual}/commands.md", 2, 2 },
        { $"{Manual}/time.md", 2, 2 },
        { $"{Manual}/claims-and-ledger.md", 5, 5 },
        { $"{Manual}/queries.md", 2, 2 },
        { $"{Manual}/feeds-and-streams.md", 1, 1 },
        { $"{Manual}/bus.md", 0, 0 },
        { $"{Manual}/export-and-import.md", 1, 1 },
        { $"{Manual}/sql.md", 3, 3 },
        { $"{Manual}/pages.md", 0, 0 },
        { "infra/README.md", 3, 3 },
        { "tests/Negotiations.Benchmarks/README.md", 0, 0 },
    };

    // What is not run: an example that holds one of these texts, and why.
    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["scripts/run"] = "starts a server; the fixture has started it",
        ["scripts/backup"] = "backs up and restores a store; BackupTests does",
        ["ask() {"] = "defines what every example here has already, with the key of the service under test",
        ["dotnet pack"] = "installs a tool for the user of this machine",
        ["my-facts.ndjson"] = "posts a file of the reader's",
        ["http://other"] = "talks to a second service; TransferTests do",
        ["openssl"] = "signs a message of the reader's; RabbitTests sign in the same way",
    };

    [Theory]
    [MemberData(nameof(Pages), DisableDiscoveryEnumeration = true)]
    public async Task What_a_page_shows_is_what_is_printed(string page, int run, int compared)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, page), TestContext.Current.CancellationToken);
        Assert.SkipWhen(text.Contains("```sql", StringComparison.Ordinal) && (await service.Shell("command -v psql")).ExitCode > 0,
            "psql is not installed (Debian and Ubuntu: apt-get install postgresql-client)");
        var (ran, shown) = (0, 0);
        Match? example = null;
        foreach (Match block in Block.Matches(text))
        {
            var language = block.Groups["language"].Value;
            if (example is not null) await Try(example, language is "" or "json" ? block.Groups["text"].Value : null);
            example = language is "sh" or "sql" && !NotRun.Keys.Any(block.Groups["text"].Value.Contains) ? block : null;
        }
        if (example is not null) await Try(example, null);
        (ran, shown).ShouldBe((run, compared));

        async Task Try(Match example, string? output)
        {
            var command = CommandOf(example);
            var (exitCode, printed, complaint) = await service.Shell(command);
            ran++;
            if (output is null) exitCode.ShouldBe(0, $"{command}\n{printed}\n{complaint}");
            else ShouldShow(printed, output, command, complaint);
            shown += output is null ? 0 : 1;
        }
    }

    [Fact]
    public void Every_page_of_the_manual_is_run_and_linked_in_reading_order()
    {
        var pages = Pages.Select(page => page.Data.Item1).Where(page => page.StartsWith(Manual, StringComparison.Ordinal))
            .Select(page => Path.GetFileName(page)).ToArray();
        var index = File.ReadAllText(Path.Combine(Repository.Root, Manual, "index.md"));

        Directory.GetFiles(Path.Combine(Repository.Root, Manual), "*.md").Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal).ShouldBe(pages.Order(StringComparer.Ordinal));
        NumberedLink.Matches(index).Select(link => link.Groups["page"].Value).ShouldBe(pages[1..]);
    }

    [Fact]
    public void Every_link_from_one_document_to_another_leads_somewhere()
    {
        string[] others = ["ARCHITECTURE.md", ".github/CHANGELOG.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"];
        var broken =
            from document in Pages.Select(page => page.Data.Item1).Concat(others)
            from link in Link.Matches(File.ReadAllText(Path.Combine(Repository.Root, document)))
            let target = link.Groups["target"].Value.Split('#')
            where !target[0].StartsWith("http", StringComparison.Ordinal)
            let file = target[0].Length == 0 ? Path.Combine(Repository.Root, document)
                : Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, target[0]))
            where !File.Exists(file) || (target.Length > 1 && !Anchors(file).Contains(target[1]))
            select $"{document}: {link.Value}";

        broken.ShouldBeEmpty();
    }

    // As README defines it, with the key of the service under test.
    private const string Ask = """ask() { curl --silent --oauth2-bearer "$NEGOTIATIONS_KEY" "$@"; }""";

    private string CommandOf(Match example) =>
        example.Groups["language"].Value == "sh" ? $"{Ask}\n{example.Groups["text"].Value}"
            : $"{service.Psql} <<'SQL'\n{example.Groups["text"].Value}SQL";

    private static void ShouldShow(string output, string shown, string command, string complaint)
    {
        var printed = Lines(output).ToArray();
        var at = 0;
        foreach (var line in Lines(shown))
        {
            var wanted = line.Split('…')[0];
            var found = Array.FindIndex(printed, at, candidate => candidate == line
                || (wanted.Length < line.Length && candidate.StartsWith(wanted, StringComparison.Ordinal)));
            found.ShouldBeGreaterThanOrEqualTo(at, $"{command}\nprints no line\n{line}\nafter line {at} of\n{output}\n{complaint}");
            at = found + 1;
        }
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => Volatile.Replace(line.Trim(), "#")).Where(line => line.Length > 0);

    // The names that a host of repositories gives to headings.
    private static IEnumerable<string> Anchors(string file) =>
        Heading.Matches(File.ReadAllText(file))
            .Select(heading => new string([.. heading.Groups["text"].Value.ToLowerInvariant().Replace(' ', '-')
            .Where(c => char.IsLetterOrDigit(c) || c is '-' or '_')]));

    [GeneratedRegex(@"^```(?<language>[a-z]*)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"^\d+\. \[[^\]]+\]\((?<page>[^)]+)\)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberedLink { get; }

    [GeneratedRegex(@"\[[^\]`]+\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|\b[0-9a-f]{16}\b"
        + @"|\d{4}-\d{2}-\d{2}T[\d:.]+(Z|\+00:00)|(?<=""(sequence|version)"": )\d+|\d+(?= (events,|documents ))",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Volatile { get; }
}
