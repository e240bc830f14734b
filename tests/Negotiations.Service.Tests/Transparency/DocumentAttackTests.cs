using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>Who has the owner's rights on the database can change neither the audit trail, nor keys, nor sealed lists unseen.</summary>
public sealed class DocumentAttackTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Children = "/negotiations/russia-ukraine/sealed-lists/list-339",
        Exchange = "/negotiations/russia-ukraine/sealed-lists/prisoners-1";

    private const string Everything = """{"mode": "verify"}""";

    private readonly ServiceUnderTest service = new(postgres);
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        client = service.CreateClient();
        service.Clock.SetUtcNow(new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero));
        await client.PostSamples(Requests.OfSamples);
        await service.IsIndexed();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
    }

    [Theory]
    [InlineData("delete from {0}.mt_doc_audit where id = (select ref::uuid from {0}.log_entry where kind = 'audit' limit 1)")]
    [InlineData("update {0}.mt_doc_audit set data = data || '{\"action\": \"else\"}' "
        + "where id = (select ref::uuid from {0}.log_entry where kind = 'audit' limit 1)")]
    public async Task A_changed_audit_trail_is_named(string change)
    {
        await NewKey("Desk");
        await LogTests.Follow(service);
        await service.ByHand("alter table {0}.mt_doc_audit disable trigger all");

        (await service.ByHand(change)).ShouldBe(1);

        (await client.Replay(Everything)).Found().ShouldContain(found => found.StartsWith("auditAltered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_widened_key_one_that_is_not_revoked_any_more_and_a_lost_list_are_named()
    {
        string[] keys = [await NewKey("Desk"), await NewKey("Former desk"), await NewKey("Gone")];
        await Sent(HttpMethod.Delete, $"/keys/{keys[1]}");
        foreach (var list in new[] { Children, Exchange }) await Sent(HttpMethod.Put, list, SealedLists.Body(SealedLists.Names));
        await LogTests.Follow(service);
        var entries = await service.Look("select string_agg(encode(entry, 'hex'), '' order by index) from {0}.log_entry");
        (await client.Replay(Everything)).Found().ShouldBeEmpty();

        // What may happen: another key, a list that is sealed anew, a list that is erased.
        foreach (var list in new[] { Children, Exchange }) await Sent(HttpMethod.Post, $"{list}/erase", SealedLists.Why("Test"));
        await Sent(HttpMethod.Put, Children, SealedLists.Body("Other"));
        await NewKey("Another");
        (await client.Replay(Everything)).Found().ShouldBeEmpty();
        await LogTests.Follow(service);
        (await client.Replay(Everything)).Found().ShouldBeEmpty();
        ((string)(await service.Look("select string_agg(encode(entry, 'hex'), '' order by index) from {0}.log_entry"))!)
            .ShouldStartWith((string)entries!);

        await service.ByHand($$"""
            update {0}.mt_doc_key set data = jsonb_set(data, '{grants}', '["operator"]') where id = '{{keys[0]}}';
            update {0}.mt_doc_key set data = data || '{"revokedAt": null}' where id = '{{keys[1]}}';
            delete from {0}.mt_doc_key where id = '{{keys[2]}}';
            delete from {0}.mt_doc_sealed_list where id = 'russia-ukraine/list-339';
            update {0}.mt_doc_sealed_list set data = data || '{"erasedAt": null, "sealed": "AAAA"}'
                where id = 'russia-ukraine/prisoners-1'
            """);

        var found = (await client.Replay(Everything))["found"]!.AsArray()
            .Select(one => $"{one!.At("kind")}: {one!.At("detail")}").ToArray();
        found.Count(one => one.StartsWith("keyAltered", StringComparison.Ordinal)).ShouldBe(3, string.Join('\n', found));
        found.Count(one => one.StartsWith("listAltered", StringComparison.Ordinal)).ShouldBe(5, string.Join('\n', found));
    }

    [Theory]
    [InlineData("data || '{\"sealed\": null, \"erasedAt\": \"2025-08-01T00:00:00Z\", \"erasedBy\": \"local\"}'")]
    [InlineData("data || '{\"erasedAt\": \"2025-08-01T00:00:00Z\"}'")]
    [InlineData("data || '{\"names\": 1}'")]
    public async Task A_list_that_nobody_erased_is_missed_and_its_forged_end_is_not_logged(string forged)
    {
        await Sent(HttpMethod.Put, Children, SealedLists.Body(SealedLists.Names));
        await LogTests.Follow(service);
        await service.ByHand($"create table {{0}}.kept as select id, data from {{0}}.mt_doc_sealed_list; "
            + $"update {{0}}.mt_doc_sealed_list set data = {forged}");

        (await client.Replay(Everything)).Found().ShouldHaveSingleItem().ShouldStartWith("listAltered");
        await LogTests.Follow(service);
        (await client.Replay(Everything)).Found().ShouldHaveSingleItem().ShouldStartWith("listAltered");
        await service.ByHand("update {0}.mt_doc_sealed_list l set data = k.data from {0}.kept k where k.id = l.id");
        (await client.Replay(Everything)).Found().ShouldBeEmpty();
    }

    private async Task<string> NewKey(string name) =>
        (await Sent(HttpMethod.Post, "/keys", new JsonObject { ["name"] = name, ["grants"] = new JsonArray("reader") })).At("id")!;

    private async Task<JsonObject> Sent(HttpMethod method, string path, JsonObject? body = null)
    {
        var (status, answer) = await client.Send(method, path, body);
        ((int)status).ShouldBeInRange(200, 299, answer.ToJsonString());
        return answer;
    }
}
