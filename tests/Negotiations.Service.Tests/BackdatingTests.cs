using System.Net;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>The service's login in the database can't append facts of the past; imports and moved things can, on record.</summary>
public sealed class BackdatingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Refused = "a fact is not recorded in the past";
    private readonly ServiceUnderTest service = new ServiceUnderTest(postgres).With("Clock:MostSkew", "5");
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        service.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        service.Clock.SetUtcNow(DateTimeOffset.UtcNow);
        client = await service.CreateClient().WithNegotiation();
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData("timestamp", "data", "headers")]
    [InlineData("now()", "jsonb_set(data, '{recorded,at}', '\"2024-01-01T00:00:00Z\"')", "headers")]
    [InlineData("timestamp", "data", "headers || '{\"import\": \"00000000-0000-0000-0000-000000000001\"}'")]
    [InlineData("timestamp", "jsonb_set(data, '{text}', '\"y\"')", "headers || jsonb_build_object('copyOf', id)")]
    public async Task A_fact_of_the_past_is_not_taken(string timestamp, string data, string headers)
    {
        var receipt = await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""");

        var refused = await Should.ThrowAsync<PostgresException>(() => service.ByHand(
            $$"""
            set role {{Store.StoreOwner.ServiceRole}};
            insert into {0}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, headers,
                is_archived)
            select nextval('{0}.mt_events_sequence'), gen_random_uuid(), stream_id, version + 1, {{data}}, type,
                {{(timestamp == "timestamp" ? "timestamp - interval '1 year'" : timestamp)}}, tenant_id, mt_dotnet_type, {{headers}}, false
            from {0}.mt_events where id = '{{receipt.At("factId")}}'
            """));

        (refused.SqlState, refused.MessageText).ShouldBe(("42501", Refused));
    }

    [Fact]
    public async Task An_import_brings_instants_of_the_past_and_the_audit_trail_tells_that_it_began()
    {
        await using var elsewhere = new ServiceUnderTest(postgres);
        using var from = await elsewhere.CreateClient().OnItsOwn().WithNegotiation();
        await from.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""");

        (await client.Import(await from.Export()))[^1].At("summary/known").ShouldBe("0");

        (await client.Audit("imported")).Where(entry => entry.At("negotiation") == Requests.N).Select(entry => entry.At("detail"))
            .ShouldContain("begins");
        (await service.Look($"select bool_and(headers ? 'import') from {{0}}.mt_events where stream_id like '{Requests.N}%'"))
            .ShouldBe(true);
    }

    [Fact]
    public async Task What_is_said_of_a_thing_comes_to_the_track_to_which_it_moves()
    {
        await using var before = new ServiceUnderTest(postgres);
        using var then = await before.CreateClient().OnItsOwn().WithNegotiation();
        await then.Accepted("OpenTrack", """{"track": "elsewhere", "title": "x", "subject": "other"}""");
        var id = (await then.Accepted("RecordProposal",
            """{"proposal": "p1", "by": ["ua"], "kind": "meeting", "what": "x"}""")).At("factId");
        await then.Accepted("RecordProposalAnswer", """{"proposal": "p1", "by": "ru", "answer": "reviewing"}""");
        await using var after = new ServiceUnderTest(postgres).WithSameStore(before).With("Clock:MostSkew", "5");
        after.Clock.SetUtcNow(DateTimeOffset.UtcNow);
        using var now = after.CreateClient();

        var (status, answer) = await now.PostRaw("RecordProposal", Requests.Envelope("RecordProposal",
            $$"""{"tracks": ["elsewhere"], "supersedes": "{{id}}", "proposal": "p1", "by": ["ua"], "kind": "meeting", "what": "x"}""")
            .ToJsonString());

        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());
        (await after.Look("select count(*) from {0}.mt_events where headers ? 'copyOf' and timestamp < now() - interval '1 year'"))
            .ShouldBe(2L);
    }
}
