using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.Domain.Facts;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Tests;

namespace Negotiations.Drills;

/// <summary>
/// One caller can't take the service from the others: while somebody opens very many exports and streams and reads them slowly or
/// not at all, whoever works goes on as before. At full size with <c>NEGOTIATIONS_DRILL=full</c>, else at the least size that shows it.
/// </summary>
[Collection(nameof(Alone))]
public sealed class SlowReaderDrillTests : IAsyncLifetime
{
    private const string Long = "long-talks";
    private const string Agreement = """{"exchange": "e-1", "legs": [{"leg": "a", "from": "ru", "to": "ua", "category": "remains"}]}""";
    private const int AtOnce = 500;
    private static readonly string[] Others = ["facts.csv", "claims.csv", "timeline?limit=500"];
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full";
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-slow-readers-");
    private readonly int port = HostProcess.FreePort();
    private readonly List<string> saw = [];
    private EmbeddedPostgresServer server = null!;
    private HostProcess host = null!;
    private HttpClient operators = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Warming => IsFull ? 150 : 60;

    private static int Enough => IsFull ? 400 : 120;

    private static int Facts => IsFull ? 20_000 : 1_500;

    // More than the service has connections to its database.
    private static int Exports => IsFull ? 150 : 110;

    // Of each of the others.
    private static int OfEach => IsFull ? 12 : 2;

    private static int Streams => IsFull ? 300 : 60;

    // At small size the machine may do something else meanwhile.
    private static TimeSpan Floor => TimeSpan.FromMilliseconds(IsFull ? 0 : 100);

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var (folder, fallback) = (Path.Combine(home.FullName, "postgres"), Path.Combine(home.FullName, "fallback"));
        var options = new EmbeddedPostgresOptions { Folder = folder, FallbackFolder = fallback, Port = HostProcess.FreePort() };
        server = await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, Cancellation);
        host = await HostProcess.Start(home.FullName, port, $"--ConnectionStrings:Negotiations={server.ConnectionString}");
        operators = await OperatorsKey.Client(port).WithNegotiation();
    }

    public async ValueTask DisposeAsync()
    {
        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"slow readers: {string.Join("; ", saw)}");
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            foreach (var line in host?.Said.Distinct().Take(20) ?? []) output?.WriteLine(line);
        operators?.Dispose();
        host?.Dispose();
        if (server is not null) await server.DisposeAsync();
        home.Delete(recursive: true);
    }

    [Fact]
    public async Task Slow_readers_take_nothing_from_whoever_works()
    {
        await Fill();
        using var worker = new Worker(port, await Key("Worker", "recorder"));
        await worker.Work(Warming);
        var alone = Note("alone", await worker.Work(Enough));
        alone.Unserved.ShouldBeEmpty();

        await using (var readers = new SlowReaders(port, await Key("Reader", "reader")))
        {
            var opening = readers.Open(Wanted());
            // While all of it begins, each answer may wait its turn, but there is one.
            var atFirst = Note("while they come", await worker.Work(Enough));
            await opening;
            var meanwhile = Note("meanwhile", await worker.Work(Enough));
            var answers = $"{readers.Served} answered, {readers.Refused} refused with 429, {readers.Odd.Count} with something else";
            saw.Add($"{Exports} exports and {Streams} streams asked for, {answers}");
            atFirst.Unserved.ShouldBeEmpty();
            IsAsGood(meanwhile, alone);
            await AreServed(readers, meanwhile.Sequences);
        }

        IsAsGood(Note("afterwards", await worker.Work(Enough)), alone);
    }

    // Those who read follow what the worker records; what nobody reads is long.
    private static IReadOnlyCollection<(string Path, Pace Pace)> Wanted()
    {
        var others = Others.SelectMany(other => Enumerable.Repeat(other, OfEach)).ToArray();
        var exports = Enumerable.Repeat("export", Exports - others.Length).Concat(others);
        return
        [
            .. Enumerable.Repeat(($"/negotiations/{Requests.N}/stream?after=0", Pace.AsItComes), Streams / 2),
            .. Enumerable.Repeat(($"/negotiations/{Long}/stream?after=0", Pace.Never), Streams / 2),
            .. exports.Select((export, i) => ($"/negotiations/{Long}/{export}", i % 2 == 0 ? Pace.Never : Pace.Slowly)),
        ];
    }

    private static void IsAsGood(Course course, Course alone)
    {
        course.Unserved.ShouldBeEmpty();
        course.LongestHealth.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        var twice = alone.Percentile(99) * 2;
        course.Percentile(99).ShouldBeLessThanOrEqualTo(twice > Floor ? twice : Floor);
    }

    private async Task AreServed(SlowReaders readers, IReadOnlyCollection<string> sequences)
    {
        readers.Odd.ShouldBeEmpty();
        readers.Followers.ShouldBePositive();
        await Eventually.Until(() => readers.WhoSaw(sequences) == readers.Followers, Eventually.Long);
        var (lines, told) = await readers.ReadToEnd();
        saw.Add($"{readers.Followers} streams saw all {sequences.Count} facts; {lines} of {told} lines exported; {readers.Cut} cut off");
        $"{lines}".ShouldBe(told);
        lines.ShouldBeGreaterThanOrEqualTo(Facts);
    }

    private Course Note(string when, Course course)
    {
        saw.Add($"{when} {course}");
        return course;
    }

    private async Task<string> Key(string name, string grant)
    {
        var wanted = new JsonObject { ["name"] = name, ["grants"] = new JsonArray(grant) };
        var (status, made) = await operators.Send(HttpMethod.Post, "/keys", wanted);
        status.ShouldBe(HttpStatusCode.Created, made.ToJsonString());
        return made.At("key")!;
    }

    private async Task Fill()
    {
        var sequence = "";
        foreach (var lines in Setup.Concat(Enumerable.Range(0, Facts).Select(Line)).Chunk(AtOnce))
        {
            var last = (await operators.PostLines(string.Join('\n', lines))).Lines[^1];
            last.At("summary/recorded").ShouldBe($"{lines.Length}", last.ToJsonString());
            sequence = last.At("sequence");
        }
        var indexed = new Uri($"/negotiations/{Long}/timeline?limit=1&minSequence={sequence}", UriKind.Relative);
        await Eventually.Until(async () => (await operators.GetAsync(indexed, Cancellation)).IsSuccessStatusCode, Eventually.Long);
    }

    private static IEnumerable<string> Setup =>
    [
        Command("OpenNegotiation", """{"title": "Long talks"}"""),
        Command("AddActor", """{"actor": "ua", "name": "Ukraine", "kind": "state"}"""),
        Command("AddActor", """{"actor": "ru", "name": "Russia", "kind": "state"}"""),
        Command("OpenTrack", """{"track": "remains", "title": "Remains", "subject": "remains"}"""),
        Command("RecordExchangeAgreement", Agreement),
    ];

    private static string Line(int i) => i % 20 == 0
        ? Command("ClaimFigure", $$"""{"measure": "exchange/e-1/agreed", "value": {{i + 1}}}""")
        : Command("RecordPosition", $$"""{"actor": "ua", "stance": "comment", "text": "{{i}} {{new string('x', 1_500)}}"}""");

    private static string Command(string command, string fields)
    {
        var body = Requests.Envelope(command, fields);
        (body["command"], body["negotiation"]) = (command, Long);
        return body.ToJsonString();
    }
}
