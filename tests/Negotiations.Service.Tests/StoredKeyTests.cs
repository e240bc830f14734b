using System.Net;
using System.Text.Json.Nodes;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>What the database tells about keys counts only as the service wrote it.</summary>
public sealed class StoredKeyTests(PostgresFixture postgres, SharedService shared) : IAsyncLifetime, IClassFixture<SharedService>
{
    private const string AsService = $"set role {Store.StoreOwner.ServiceRole}; ";
    private HttpClient operators = null!, reader = null!;
    private string id = null!;

    private ServiceUnderTest Service => shared.Service;

    public async ValueTask InitializeAsync()
    {
        operators = await Service.CreateClient().OnItsOwn().WithNegotiation();
        (reader, id) = await Reader(Service);
    }

    public ValueTask DisposeAsync()
    {
        operators.Dispose();
        reader.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("""jsonb_set(data, '{grants}', '["reader", "custodian", "operator"]')""")]
    [InlineData("""jsonb_set(data, '{name}', '"local"')""")]
    [InlineData("""jsonb_set(data, '{expiresAt}', '"2999-01-01T00:00:00Z"')""")]
    [InlineData("data - 'seal'")]
    public async Task Whoever_writes_to_the_rows_of_keys_shuts_their_holders_out_and_lets_nobody_in(string altered)
    {
        (await reader.Status("/negotiations")).ShouldBe(HttpStatusCode.OK);

        await Service.ByHand($"{AsService}update {{0}}.mt_doc_key set data = {altered} where id = '{id}'");

        await Eventually.Until(async () => await reader.Status("/negotiations") == HttpStatusCode.Unauthorized);
        (await reader.Status("/keys")).ShouldBe(HttpStatusCode.Unauthorized);
        Listed(await operators.Get("/keys?limit=500")).At("status").ShouldBe("altered");
        (await operators.Audit("refused")).ShouldContain(entry => entry.At("thing") == $"key {id}"
            && entry.At("detail")!.Contains("not written by this service", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_was_revoked_stays_so_whatever_is_put_back_into_its_row()
    {
        var row = (string)(await Service.Look($"select data::text from {{0}}.mt_doc_key where id = '{id}'"))!;
        (await operators.Send(HttpMethod.Delete, $"/keys/{id}")).Body.At("status").ShouldBe("revoked");

        await Service.ByHand($"{AsService}update {{0}}.mt_doc_key set data = '{row}' where id = '{id}'");
        await using var again = new ServiceUnderTest(postgres).WithSameStore(Service);
        using var local = again.CreateClient();

        Listed(await local.Get("/keys?limit=500")).At("status").ShouldBe("revoked");
        using var client = again.CreateDefaultClient();
        client.DefaultRequestHeaders.Authorization = reader.DefaultRequestHeaders.Authorization;
        (await client.Status("/negotiations")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Rows_of_an_earlier_version_are_sealed_once_and_those_of_another_folder_are_not_taken()
    {
        await using var first = new ServiceUnderTest(postgres);
        using var local = first.CreateClient();
        var (kept, keptId) = await Reader(first);
        var (foreign, _) = await Reader(first);
        await first.ByHand($"update {{0}}.mt_doc_key set data = data - 'seal' - 'signing' where id = '{keptId}'");
        await using var second = new ServiceUnderTest(postgres).Over(
            new NpgsqlConnectionStringBuilder(first.ConnectionString).Database!, first.Schema);

        using var operatorsAgain = second.CreateClient();
        using var client = second.CreateDefaultClient();

        (await operatorsAgain.Status("/keys")).ShouldBe(HttpStatusCode.OK);
        client.DefaultRequestHeaders.Authorization = kept.DefaultRequestHeaders.Authorization;
        (await client.Status("/negotiations")).ShouldBe(HttpStatusCode.OK);
        (await second.Look($"select data ? 'signing' from {{0}}.mt_doc_key where id = '{keptId}'")).ShouldBe(true);
        client.DefaultRequestHeaders.Authorization = foreign.DefaultRequestHeaders.Authorization;
        (await client.Status("/negotiations")).ShouldBe(HttpStatusCode.Unauthorized);
        kept.Dispose();
        foreign.Dispose();
    }

    [Theory]
    [InlineData("service.key")]
    [InlineData("key-0a1b.xml")]
    public void A_damaged_key_file_is_named_at_the_start(string name)
    {
        var folder = Directory.CreateTempSubdirectory("negotiations-keys-").FullName;
        File.WriteAllText(Path.Combine(folder, name), "<x");
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Keys:Folder"] = folder };

        Should.Throw<Access.AccessSettingException>(() => Access.AccessSetup.Prepare(configuration)).Message
            .ShouldContain(Path.Combine(folder, name));
    }

    [Fact]
    public void Nobody_else_may_read_the_secret()
    {
        _ = Service.Services;
        var file = Path.Combine(Service.Keys, "service.key");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private JsonNode Listed(JsonNode keys) => keys["items"]!.AsArray().Single(key => key!.At("id") == id)!;

    private static async Task<(HttpClient Client, string Id)> Reader(ServiceUnderTest service)
    {
        var client = await service.ClientOf("reader");
        return (client, client.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[1]);
    }
}
