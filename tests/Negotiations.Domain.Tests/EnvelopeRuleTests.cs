using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>What every command carries: tracks, date, report and note.</summary>
public class EnvelopeRuleTests
{
    private static readonly RecordPosition Position = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Actor = Ua,
        Stance = Stance.Demand,
        Text = "Peace",
    };

    private static readonly Dictionary<string, (RuleRows Rows, Command Command)> Every =
        RuleRows.All.SelectMany(rows => rows.Accepted.Select(example => (rows, example.Command)))
            .ToDictionary(one => one.Command.ToString());

    internal static RuleRows Rows => new()
    {
        Actors = [new("report.claimants[1]", actor => With(Newspaper with { Claimants = [Ua, actor] }))],
        Texts =
        [
            new("note", 1_000, text => Position with { Note = text }),
            new("attributes.pa-x.status", 2_000, text => Position with { Attributes = Said(("pa-x.status", AttributeValue.Of(text))) }),
            new("externalIds.pa-x", 200, text => Position with { ExternalIds = Codes(("pa-x", text)) }),
            new("report.source.publisher", 200, text => With(Newspaper.Source with { Publisher = text })),
            new("report.source.title", 300, text => With(Newspaper.Source with { Title = text })),
            new("report.quote", 300, text => With(Newspaper with { Quote = text })),
        ],
        Urls =
        [
            new("report.source.url", url => With(Newspaper.Source with { Url = url })),
            new("urls[0]", url => Position with { Urls = [url] }),
            new("report.source.archivedUrl", url => With(Newspaper.Source with { ArchivedUrl = url })),
        ],
        Lists =
        [
            new("tracks", 1, count => Position with { Tracks = Many(count, i => Key.Of($"track-{i}")) }),
            new("externalIds", 0, count => Position with { ExternalIds = Codes([.. Many(count, i => ($"{i}", "x"))]) }),
            new("urls", 0, count => Position with { Urls = Many(count, i => $"https://example.org/{i}") }),
            new("report.claimants", 0, count => With(Newspaper with { Claimants = Many(count, _ => Ua) })),
        ],
        Twice =
        [
            new("tracks", "remains", Position with { Tracks = [OnRemains[0], OnRemains[0]] }),
            new("urls", "https://example.org", Position with { Urls = ["https://example.org", "https://example.org"] }),
            new("report.claimants", "ua", With(Newspaper with { Claimants = [Ua, Ua] })),
        ],
    };

    public static TheoryData<string> Commands => [.. Every.Keys];

    public static TheoryData<string> TrackCommands => [.. Every.Where(one => one.Value.Command is TrackCommand).Select(one => one.Key)];

    [Fact]
    public void An_attribute_has_the_name_of_its_data_set_and_there_are_400_at_most()
    {
        foreach (var name in new[] { "status", ".status", "pax.", "pax..status", "pax.a b", "", new string('x', 99) + ".y" })
            Given().When(Position with { Attributes = Said((name, AttributeValue.Of(1))) })
                .ThenRefused("invalid-attribute", $"attributes.{name}", "'pax.status'");
        Given().When(Position with { Attributes = Said(("pax.Loc1ISO", AttributeValue.Of(true)), ("a.b.c", AttributeValue.Of(1.5))) })
            .ThenAccepted();
        Given().When(Position with { Attributes = Said([.. Many(400, i => ($"pax.c{i}", AttributeValue.Of(i)))]) }).ThenAccepted();
        Given().When(Position with { Attributes = Said([.. Many(401, i => ($"pax.c{i}", AttributeValue.Of(i)))]) })
            .ThenRefused("list-too-long", "attributes", "has 401 members; at most 400");
    }

    [Theory, MemberData(nameof(TrackCommands))]
    public void What_happened_on_a_track_has_a_date(string command) =>
        Decide(command, known => known with { Occurred = null })
            .ThenMalformed("missing-member", "occurred", "'occurred' is missing", "2025-06-02");

    [Theory, MemberData(nameof(TrackCommands))]
    public void Somebody_says_so_unless_it_is_the_system(string command)
    {
        var unreported = Decide(command, known => known with { Report = null });

        if (command == "NoteDeadline") unreported.ThenAccepted();
        else unreported.ThenMalformed("missing-member", "report", """say at least {"source": {"publisher": "…"}}""");
    }

    [Theory, MemberData(nameof(TrackCommands))]
    public void It_is_on_a_track_and_on_each_once(string command)
    {
        Decide(command, known => ((TrackCommand)known) with { Tracks = [] })
            .ThenRefusedAmongOthers("empty-list", "tracks", "needs at least 1");
        Decide(command, known => ((TrackCommand)known) with { Tracks = [OnTerms[0], OnTerms[0]] })
            .ThenRefusedAmongOthers("duplicate-id", "tracks", "'terms' stands 2 times");
    }

    [Theory, MemberData(nameof(Commands))]
    public void What_lies_later_than_tomorrow_has_not_happened(string command)
    {
        Decide(command, known => known with { Occurred = Occurrence.Of("2025-06-22") })
            .ThenRefused("in-the-future", "occurred", "'2025-06-22' lies later than tomorrow",
                "a plan's date belongs in a field of its own");
        Decide(command, known => known with { Note = " " }).ThenRefused("empty-text", "note");
    }

    [Theory]
    [InlineData("2025-06-21"), InlineData("2025-06-21T23:59:59Z"), InlineData("2025-06-22T00:30:00+01:00"),
        InlineData("2025-06-19/2025-06-21")]
    [InlineData("2025"), InlineData("2025-06"), InlineData("2025-06-21/.."), InlineData("../2025-06-21")]
    public void What_can_have_happened_by_tomorrow_is_accepted(string occurred) =>
        Given().When(Position with { Occurred = Occurrence.Of(occurred) }).ThenAccepted();

    [Theory]
    [InlineData("2025-06-22"), InlineData("2025-06-22T00:00:00Z"), InlineData("2025-06-21T23:30:00-01:00"),
        InlineData("2025-06-20/2025-06-22"), InlineData("2025-07"), InlineData("2025-06-22/..")]
    public void What_can_only_happen_later_is_not(string occurred) =>
        Given().When(Position with { Occurred = Occurrence.Of(occurred) }).ThenRefused("in-the-future", "occurred", $"'{occurred}'");

    [Fact]
    public void A_publication_has_an_end()
    {
        Given().When(With(Newspaper.Source with { PublishedAt = Occurrence.Of("2025-06-02/..") }))
            .ThenRefused("open-date", "report.source.publishedAt", "write a date or an instant");
        Given().When(With(Newspaper.Source with { PublishedAt = Occurrence.Of("../2025-06-02") })).ThenAccepted();
        Given().When(With(Newspaper.Source with { PublishedAt = Occurrence.Of("2099") }))
            .ThenRefused("in-the-future", "report.source.publishedAt", "'2099' lies later than tomorrow");
    }

    [Theory, InlineData("en"), InlineData("uk-UA"), InlineData("zh-Hant-TW")]
    public void A_language_is_a_tag(string language) => Given().When(With(Newspaper.Source with { Language = language })).ThenAccepted();

    [Theory, InlineData(""), InlineData("e"), InlineData("English language"), InlineData("en_GB"), InlineData("en\n")]
    public void A_language_that_is_no_tag_is_refused(string language) =>
        Given().When(With(Newspaper.Source with { Language = language }))
            .ThenRefused("invalid-language", "report.source.language", "BCP 47 tag such as 'en' or 'uk'");

    [Fact]
    public void A_hash_has_64_hexadecimal_digits()
    {
        Given().When(With(Newspaper.Source with { Sha256 = new string('a', 32) + new string('9', 32) })).ThenAccepted();
        foreach (var hash in new[] { "", new string('a', 63), new string('a', 65), new string('g', 64), new string('a', 64) + "\n" })
            Given().When(With(Newspaper.Source with { Sha256 = hash }))
                .ThenRefused("invalid-sha256", "report.source.sha256", "write 64 hexadecimal digits");
    }

    [Fact]
    public void Credibility_is_1_to_6()
    {
        foreach (var credibility in new int?[] { null, 1, 6 })
            Given().When(With(Newspaper with { Credibility = credibility })).ThenAccepted();
        foreach (var credibility in new[] { int.MinValue, 0, 7 })
            Given().When(With(Newspaper with { Credibility = credibility }))
                .ThenRefused("invalid-credibility", "report.credibility", "1 (confirmed) to 6 (cannot be judged)");
    }

    [Fact]
    public void A_claimant_that_is_not_known_is_looked_for() =>
        Given().When(With(Newspaper with { Claimants = [ActorKey.Of("rus")] }))
            .ThenRefused("unknown-actor", "report.claimants[0]", "(asked for 'rus' among ru, tr, ua, ua/umerov)");

    [Fact]
    public void Only_what_corrects_or_decides_is_editorial() =>
        Every.Values.Where(one => one.Command.IsEditorial).Select(one => one.Command.ToString()).Order()
            .ShouldBe(["ChangeNegotiation", "ChangeTrack", "ReconcileClaims", "ReinstateFact", "ReopenReconciliation", "RetractFact"]);

    private static Decision Decide(string command, Func<Command, Command> change)
    {
        var (rows, known) = Every[command];
        return (command == "OpenNegotiation" ? Nothing : Given(rows.Given)).When(change(known));
    }

    private static RecordPosition With(Report report) => Position with { Report = report };

    private static RecordPosition With(Source source) => With(Newspaper with { Source = source });

    private static ImmutableSortedDictionary<string, AttributeValue> Said(params (string Name, AttributeValue Value)[] attributes) =>
        attributes.ToImmutableSortedDictionary(attribute => attribute.Name, attribute => attribute.Value);

    private static ImmutableSortedDictionary<string, string> Codes(params (string DataSet, string Id)[] ids) =>
        ids.ToImmutableSortedDictionary(id => id.DataSet, id => id.Id);
}
