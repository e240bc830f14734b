using System.Collections.Immutable;
using System.Reflection;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;

namespace Negotiations.Domain.Tests;

/// <summary>The rules that all commands share, at every place where each applies.</summary>
public class SharedRuleTests
{
    private static readonly Dictionary<string, (RuleRows Rows, Example Example)> Examples =
        RuleRows.All.SelectMany(rows => rows.Accepted.Select(example => (rows, example)))
            .ToDictionary(one => one.example.Command.ToString());

    private static readonly Dictionary<string, (RuleRows Rows, ActorRow Row)> ActorRows = ByName(rows => rows.Actors);
    private static readonly Dictionary<string, (RuleRows Rows, TextRow Row)> TextRows = ByName(rows => rows.Texts);
    private static readonly Dictionary<string, (RuleRows Rows, UrlRow Row)> UrlRows = ByName(rows => rows.Urls);
    private static readonly Dictionary<string, (RuleRows Rows, ListRow Row)> ListRows = ByName(rows => rows.Lists);
    private static readonly Dictionary<string, (RuleRows Rows, TwiceRow Row)> TwiceRows = ByName(rows => rows.Twice);
    private static readonly Dictionary<string, (RuleRows Rows, ThingRow Row)> ThingRows = ByName(rows => rows.Things);

    public static TheoryData<string> Commands => [.. Examples.Keys];

    public static TheoryData<string> Makers =>
        [.. Examples.Where(one => one.Value.Example.Command.Makes is not null).Select(one => one.Key)];

    public static TheoryData<string> Actors => [.. ActorRows.Keys];

    public static TheoryData<string> Texts => [.. TextRows.Keys];

    public static TheoryData<string> Urls => [.. UrlRows.Keys];

    public static TheoryData<string> Lists => [.. ListRows.Keys];

    public static TheoryData<string> Twice => [.. TwiceRows.Keys];

    public static TheoryData<string> Things => [.. ThingRows.Keys];

    [Theory, MemberData(nameof(Commands))]
    public void A_command_that_keeps_the_rules_becomes_the_fact_that_says_the_same(string command)
    {
        var (rows, example) = Examples[command];

        Given(rows, example.Command).When(example.Command).Then(example.Fact);
    }

    [Theory, MemberData(nameof(Makers))]
    public void The_id_of_a_thing_is_taken_once_and_by_one(string command)
    {
        var (rows, example) = Examples[command];
        var (kind, id) = example.Command.Makes!.Value;
        var made = Scenario.Given(rows.Given).When(example.Command).Recorded() with { Id = Scenario.Id(7) };
        var then = Scenario.Given(rows.Given).And(made);

        then.When(example.Command)
            .ThenConflicts($"{Words.Of(kind)}-exists", Words.Of(kind),
                $"'{id}' exists on 'remains' already", $"{made.Id}", "choose another id");
        then.When(((TrackCommand)example.Command) with { Tracks = Scenario.OnTalks })
            .ThenConflicts($"{Words.Of(kind)}-exists", Words.Of(kind), "'remains'");
        then.When(example.Command with { Supersedes = made.Id }).ThenAccepted();
    }

    public static TheoryData<string> Correctable =>
    [
        .. Examples.Where(one => one.Value.Example.Command is TrackCommand and not (RetractFact or ReinstateFact))
            .Select(one => one.Key),
    ];

    [Theory, MemberData(nameof(Correctable))]
    public void A_command_takes_over_what_it_replaces(string command)
    {
        var (rows, example) = Examples[command];
        var made = Scenario.Given(rows.Given).When(example.Command).Recorded() with { Id = Scenario.Id(7) };

        Scenario.Given(rows.Given).And(made).When(example.Command with { Supersedes = made.Id }).ThenAccepted();
    }

    [Theory, MemberData(nameof(Actors))]
    public void An_actor_that_is_not_in_the_negotiation_is_named_with_what_to_do(string place)
    {
        var (rows, row) = ActorRows[place];

        Given(rows, row.Sample).When(row.With(Scenario.Nobody)).ThenRefused("unknown-actor", row.Field,
            "'nobody' is no actor of the negotiation 'russia-ukraine'", "(asked for 'nobody' among ru, tr, ua, ua/umerov)",
                "add it with AddActor");
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_text_says_something_and_keeps_its_limit(string place)
    {
        var (rows, row) = TextRows[place];
        var scenario = Given(rows, row.Sample);

        scenario.When(row.With(new string('x', row.Limit))).ThenAccepted();
        scenario.When(row.With(new string('x', row.Limit + 1)))
            .ThenRefused("text-too-long", row.Field, $"{row.Limit + 1} characters; at most {row.Limit} are accepted");
        foreach (var nothing in new[] { "", " ", "\n" })
            scenario.When(row.With(nothing))
                .ThenRefused("empty-text", row.Field, $"'{row.Field}' is empty; write something or leave it out");
    }

    [Theory, MemberData(nameof(Urls))]
    public void An_address_is_an_absolute_one_of_the_web_and_keeps_its_limit(string place)
    {
        var (rows, row) = UrlRows[place];
        var scenario = Given(rows, row.Sample);

        scenario.When(row.With("https://example.org/" + new string('x', 1_980))).ThenAccepted();
        scenario.When(row.With("https://example.org/" + new string('x', 1_981))).ThenRefused("text-too-long", row.Field, "at most 2000");
        foreach (var none in new[] { "", "x", "/x", "ftp://example.org/x", "javascript:alert(1)" })
            scenario.When(row.With(none)).ThenRefused("invalid-url", row.Field, "absolute http or https address");
    }

    [Theory, MemberData(nameof(Lists))]
    public void A_list_has_what_it_needs_and_keeps_its_limit(string place)
    {
        var (rows, row) = ListRows[place];
        var scenario = Given(rows, row.Sample);

        scenario.When(row.With(200)).Refusals.ShouldNotContain(refusal => refusal.Code == "list-too-long");
        scenario.When(row.With(201))
            .ThenRefusedAmongOthers("list-too-long", row.Field, $"'{row.Field}' has 201", "at most 200 are accepted");
        if (row.Least == 0) scenario.When(row.With(0)).ThenAccepted();
        else scenario.When(row.With(0)).ThenRefused("empty-list", row.Field, $"'{row.Field}' needs at least {row.Least}");
    }

    [Theory, MemberData(nameof(Twice))]
    public void What_may_stand_once_is_refused_where_it_stands_twice(string place)
    {
        var (rows, row) = TwiceRows[place];

        Given(rows, row.Command).When(row.Command)
            .ThenRefused("duplicate-id", row.Field, $"'{row.Item}' stands 2 times in '{row.Field}'; each may stand once");
    }

    [Theory, MemberData(nameof(Things))]
    public void A_thing_that_is_not_known_is_named_with_the_tracks_that_were_asked(string place)
    {
        var (rows, row) = ThingRows[place];

        Scenario.Given(rows.Given).When(row.Sample).ThenRefused($"unknown-{Words.Of(row.Kind)}", row.Field,
            $"no {Words.Of(row.Kind)} 'unheard-of' is known on remains", "(asked for 'unheard-of' among ");
    }

    [Fact]
    public void Every_command_has_an_accepted_example() => Examples.Keys.Order().ShouldBe(All().Select(type => type.Name).Order());

    [Fact]
    public void Every_actor_text_and_list_of_every_command_has_its_row()
    {
        string[] checks = [.. ActorRows.Keys.Select(row => $"actor {row}"),
            .. TextRows.Keys.Concat(UrlRows.Keys).Select(row => $"text {row}"),
            .. ListRows.Keys.Select(row => $"list {row}"), .. TwiceRows.Keys.Select(row => $"twice {row}")];

        All().SelectMany(Expected).Except(checks).ShouldBeEmpty();
    }

    [Fact]
    public void Every_command_that_names_a_thing_has_its_row() =>
        Examples.Where(one => one.Value.Example.Command is { Makes: null, Names: not null }).Select(one => one.Key)
            .Except(ThingRows.Values.Select(one => one.Row.Sample.ToString())).Except(["ReopenReconciliation", "NoteDeadline"])
                .ShouldBeEmpty();

    private static IEnumerable<Type> All() =>
        typeof(Command).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Command)) && !type.IsAbstract);

    private static IEnumerable<string> Expected(Type command) =>
        from member in command.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where member.CanWrite && member.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null
            && member.DeclaringType is { IsAbstract: false } or { Name: nameof(Knowledge.SecondVoice) }
        let place = $"{command.Name} {Words.Of(member.Name)}"
        from check in member.PropertyType == typeof(ActorKey) ? [$"actor {place}"]
            : member.PropertyType == typeof(string) ? [$"text {place}"]
            : member.PropertyType == typeof(ImmutableArray<ActorKey>) ? [$"actor {place}[1]", $"list {place}", $"twice {place}"]
            : member.PropertyType.IsGenericType && member.PropertyType.Name.StartsWith("ImmutableArray", StringComparison.Ordinal)
                ? [$"list {place}", $"twice {place}"]
            : member.PropertyType.Name.StartsWith("ImmutableSorted", StringComparison.Ordinal) ? [$"list {place}", $"text {place}"]
            : Array.Empty<string>()
        select check;

    private static Scenario Given(RuleRows rows, Command command) =>
        command.Opens && command.Concerns is [] ? Scenario.Nothing : Scenario.Given(rows.Given);

    private static Dictionary<string, (RuleRows Rows, T Row)> ByName<T>(Func<RuleRows, T[]> select) where T : Row =>
        RuleRows.All.SelectMany(rows => select(rows).Select(row => (rows, row))).ToDictionary(one => one.row.Name);
}
