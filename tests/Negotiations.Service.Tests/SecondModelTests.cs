using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Events;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Tests;
using Negotiations.Domain.Tests.SecondModel;
using Negotiations.Domain.Time;

namespace Negotiations.Service.Tests;

/// <summary>
/// Every answer held against a second model that was written apart from the code: board, tracks, ledger, claims, commitments, calendar,
/// tables and SQL views, over generated negotiations of two tracks with corrections and late facts, from several viewpoints.
/// </summary>
[Collection<TransferTestGroup>]
public sealed class SecondModelTests(TwoServices both, PostgresFixture postgres) : IDisposable
{
    private static readonly Key[] Tracks = [Key.Of("prisoners"), Key.Of("remains")];

    private readonly HttpClient client = both.Into.CreateClient();

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(141)]
    [InlineData(159)]
    public async Task Every_answer_says_what_the_second_model_derives(int number)
    {
        var negotiation = Key.Of($"second-model-{number}");
        var histories = Tracks.Select((track, i) => Histories.Of((number * 2) + i, negotiation, track)).ToArray();
        await Import(negotiation, [.. histories.SelectMany(facts => facts).OrderBy(fact => fact.Recorded.At)]);
        await both.Into.IsIndexed();

        var fact = histories[0][^1];
        foreach (var from in new[] { Viewpoint.Now, new(fact.Day()), new(KnownAt: fact.KnownByItself()),
            new(fact.Day().AddDays(-9), fact.KnownByItself().AddDays(-4), fact.Recorded.At.AddDays(-1)) })
        {
            var expected = Tracks.Zip(histories, (track, facts) => (Track: track.Value, View: Look(track, facts, from))).ToArray();
            var answers = new Answers(client, $"/negotiations/{negotiation}", Query(from));
            foreach (var (name, told) in await answers.All(Tracks))
                told.ShouldBe(Modelled.Of(name, expected), $"{name} of {number} from {from}");
        }
        await Sql(negotiation, [.. Tracks.Zip(histories, (track, facts) => (track.Value, Look(track, facts, Viewpoint.Now)))]);
    }

    private ModelView Look(Key track, Fact[] facts, Viewpoint from) => ModelTrack.Look(
        [.. facts.Select(fact => new ModelFact(FactTypes.All.First(type => type.Fact == fact.GetType()).StoredName,
            (JsonObject)JsonSerializer.SerializeToNode(fact, fact.GetType(), Formats.Stored)!))],
        track.Value, from.AsOf, from.KnownAt, from.RecordedUntil, both.Into.Clock.GetUtcNow());

    private async Task Sql(Key negotiation, (string Track, ModelView View)[] expected)
    {
        var schema = SqlReader.SchemaOf(both.Into);
        (await postgres.Rows(schema, $"select * from exchange_legs where negotiation = '{negotiation}'"))
            .Select(row => $"{row["exchange"]}/{row["leg"]} {row["agreed_low"]}..{row["agreed_high"]} {row["delivered_low"]}.."
                + $"{row["delivered_high"]} {row["status"]} {row["contested"]}").Order(StringComparer.Ordinal)
            .ShouldBe(Modelled.SqlLegs(expected));
        // Those of things that no fact makes have no home.
        var made = (await postgres.Rows(schema, $"select measure, status from measures where negotiation = '{negotiation}'"))
            .Select(row => $"{row["measure"]} {row["status"]}").ToArray();
        made.Intersect(Modelled.Measures(expected)).ShouldBe(made.Where(line => Modelled.IsClaimed(line, expected)), ignoreOrder: true);
    }

    private async Task Import(Key negotiation, Fact[] facts)
    {
        var none = ImmutableSortedDictionary<string, string>.Empty;
        Fact[] setup = [new NegotiationOpened("A negotiation", null), Actor("ua", ActorKind.State), Actor("ru", ActorKind.State),
            Actor("ru/mod", ActorKind.Office)];
        var opened = setup.Select((fact, i) => fact with
        {
            Id = new Guid(i + 1, 0, 0, [.. Encoding.ASCII.GetBytes(negotiation.Value)[^8..]]),
            Negotiation = negotiation,
            Occurred = Occurrence.Of("2025-05-01"),
            Recorded = new Recorded(FactBuilder.Start.AddMinutes(i), "a test"),
        });
        var lines = opened.Concat(facts).Select((fact, i) => Encoding.UTF8.GetString(FactEvent.Json(fact, i + 1).Span));
        var answers = await client.Import(string.Join('\n', lines));
        answers[^1].At("summary/recorded").ShouldBe($"{facts.Length + setup.Length}", answers[^1].ToJsonString());

        ActorAdded Actor(string key, ActorKind kind) => new(ActorKey.Of(key), key, kind, null, none);
    }

    private static string Query(Viewpoint from) => string.Join('&', new[]
    {
        from.AsOf is { } day ? $"asOf={day:yyyy-MM-dd}" : null,
        from.KnownAt is { } known ? $"knownAt={Instant(known)}" : null,
        from.RecordedUntil is { } until ? $"recordedUntil={Instant(until)}" : null,
    }.OfType<string>());

    private static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
