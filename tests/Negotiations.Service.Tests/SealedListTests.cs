using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using static Negotiations.Service.Tests.SealedLists;

namespace Negotiations.Service.Tests;

/// <summary>Names are sealed, opened on record, erased for ever, and carried by exports as sealed text.</summary>
public sealed class SealedListTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_sealed_is_opened_for_a_reason_and_that_is_on_record_first()
    {
        using var client = await WithList(postgres.Shared.Service.CreateClient().OnItsOwn());
        var (sealedNow, view) = await client.Send(HttpMethod.Put, One, Body(Names));

        var (status, opened) = await client.Send(HttpMethod.Post, $"{One}/open", Why("Family tracing, case 12"));

        (sealedNow, view.At("status"), view.At("names"), status).ShouldBe((HttpStatusCode.Created, "sealed", "2", HttpStatusCode.OK));
        opened["names"]!.AsArray().Select(name => name!.ToString()).ShouldBe(Names);
        var entry = (await client.Get("/audit?action=listOpened"))["items"]!.AsArray()
            .Single(entry => entry!.At("negotiation") == Requests.N)!;
        (entry.At("by"), entry.At("negotiation"), entry.At("thing"), entry.At("reason"))
            .ShouldBe(("local", Requests.N, "sealed list list-7", "Family tracing, case 12"));
        (await client.Get(Lists)).At("items/0/list").ShouldBe("list-7");
        using var response = await client.PostAsync(new Uri($"{One}/open", UriKind.Relative),
            new StringContent(Why("x").ToJsonString(), Encoding.UTF8, "application/json"), Cancellation);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private static readonly (string Body, string Code)[] Wrong =
    [
        ("""{"names": []}""", "invalid-names"),
        ("""{"names": ["Zzyzx Quillfeather", " "]}""", "invalid-names"),
        ("""{"names": ["Zzyzx\u0007Quillfeather"]}""", "malformed"),
        ("""{"names": ["Zzyzx Quillfeather"], "Zzyzx": 1}""", "malformed"),
        ("""{"names": ["Zzyzx Quillfeather", null]}""", "malformed"),
        ("""{"names": "Zzyzx Quillfeather"}""", "malformed"),
        ("""{"names": ["Zzyzx Quillfeather" """, "malformed"),
        ("""{"names": ["Zzyzx \ud800"]}""", "malformed"),
        ("Zzyzx Quillfeather", "malformed"),
    ];

    [Fact]
    public async Task What_can_not_be_sealed_is_refused_without_a_piece_of_it()
    {
        using var client = await WithList(postgres.Shared.Service.CreateClient().OnItsOwn());
        foreach (var (body, code) in Wrong)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await client.PutAsync(new Uri(One, UriKind.Relative), content, Cancellation);
            var answer = await response.Content.ReadAsStringAsync(Cancellation);

            JsonNode.Parse(answer)!.At("code").ShouldBe(code, body);
            answer.ShouldNotContain("Zzyzx");
        }
        (await client.Get(Lists))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_is_not_replaced_by_mistake_nor_under_a_key_that_names_nothing_and_no_name_goes_into_a_reason()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = await WithList(service.CreateClient());
        var (_, first) = await client.Send(HttpMethod.Put, One, Body(Names));

        (await client.Send(HttpMethod.Put, One, Body("Another One"))).Body.At("code").ShouldBe("sealed-already");
        (await client.Send(HttpMethod.Put, $"{Lists}/list-8", Body("Another One"))).Body.At("code").ShouldBe("unknown-list");
        (await client.Send(HttpMethod.Post, $"{One}/open", Why("Where is quillfeather?"))).Body.At("code").ShouldBe("names-a-person");
        (await client.Send(HttpMethod.Post, $"{One}/open", Why(" "))).Body.At("code").ShouldBe("invalid-text");
        (await client.Send(HttpMethod.Post, $"{Lists}/list-8/open", Why("x"))).Body.At("code").ShouldBe("unknown-list");
        using var replace = new HttpRequestMessage(HttpMethod.Put, One)
        {
            Headers = { { "If-Match", $"\"{first.At("sealing")}\"" } },
            Content = new StringContent(Body("Another One").ToJsonString(), Encoding.UTF8, "application/json")
        };
        using var replaced = await client.SendAsync(replace, Cancellation);

        replaced.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.Send(HttpMethod.Post, $"{One}/open", Why("x"))).Body["names"]!.AsArray().Single()!.ToString().ShouldBe("Another One");
        Directory.GetFiles(Path.Combine(service.Keys, "lists"), "*.key").Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_erased_can_not_be_opened_by_anybody_also_when_its_document_comes_back()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = await WithList(service.CreateClient());
        await client.Send(HttpMethod.Put, One, Body(Names));
        await using var before = service.Store.QuerySession();
        var backup = (await before.LoadAsync<Sealing.SealedList>($"{Requests.N}/list-7", Cancellation))!;

        var file = Directory.GetFiles(Path.Combine(service.Keys, "lists"), "*.key").Single();
        var key = await File.ReadAllBytesAsync(file, Cancellation);
        var (status, erased) = await client.Send(HttpMethod.Post, $"{One}/erase", Why("The families asked for it"));
        var after = (await client.Send(HttpMethod.Post, $"{One}/open", Why("x"))).Body;
        await using (var session = service.Store.LightweightSession())
        {
            session.DeleteWhere<Sealing.SealedList>(list => true);
            await session.SaveChangesAsync(Cancellation);
            session.Insert(backup with { Version = Guid.Empty });
            await session.SaveChangesAsync(Cancellation);
        }
        await File.WriteAllBytesAsync(file, key, Cancellation);

        (status, erased.At("status"), after.At("code")).ShouldBe((HttpStatusCode.OK, "erased", "erased"));
        (await client.Send(HttpMethod.Post, $"{One}/open", Why("x"))).Body.At("code").ShouldBe("erased");
        Directory.GetFiles(Path.Combine(service.Keys, "lists"), "*.key").ShouldBeEmpty();
        (await client.Get("/audit?action=listErased"))["items"]!.AsArray().Single()!.At("reason").ShouldBe("The families asked for it");
        (await client.Replay("""{"mode": "verify"}""")).At("differences").ShouldBe("0");
        (await client.Send(HttpMethod.Put, One, Body("Another One"))).Body.At("code").ShouldBe("sealed-already");
    }

    [Fact]
    public async Task Exports_of_custodians_carry_sealed_text_that_is_of_use_only_with_the_key_and_others_carry_none()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = await WithList(service.CreateClient());
        await client.Send(HttpMethod.Put, One, Body(Names));
        using var reader = await service.ClientOf("reader");
        await using var other = new ServiceUnderTest(postgres);
        using var into = other.CreateClient();

        var file = await client.Export();
        var forReaders = await reader.Export();
        foreach (var expected in new[] { "recorded", "known" })
        {
            using var content = new StringContent(file, Encoding.UTF8, "application/x-ndjson");
            using var imported = await into.PostAsync(new Uri("/import", UriKind.Relative), content, Cancellation);
            JsonNode.Parse((await imported.Content.ReadAsStringAsync(Cancellation)).TrimEnd().Split('\n')[^1])!.At($"summary/{expected}")
                .ShouldBe($"{file.TrimEnd().Split('\n').Length}");
        }

        file.ShouldContain("negotiations.sealed-list.v1");
        forReaders.ShouldNotContain("sealed");
        Names.ShouldAllBe(name => !file.Contains(name, StringComparison.Ordinal));
        (await into.Export()).ShouldBe(file);
        (await into.Send(HttpMethod.Post, $"{One}/open", Why("x"))).Body.At("code").ShouldBe("key-missing");
        Directory.CreateDirectory(Path.Combine(other.Keys, "lists"));
        foreach (var key in Directory.GetFiles(service.Keys, "*", SearchOption.AllDirectories))
            File.Copy(key, Path.Combine(other.Keys, Path.GetRelativePath(service.Keys, key)), overwrite: true);
        await using var withKeys = new ServiceUnderTest(postgres).WithSameStore(other);
        using var again = withKeys.CreateClient();
        (await again.Send(HttpMethod.Post, $"{One}/open", Why("x"))).Body.At("names/0").ShouldBe(Names[0]);
    }

    [Fact]
    public async Task A_new_master_key_takes_over_from_the_old_one()
    {
        await using var service = new ServiceUnderTest(postgres);
        var (old, young) = (Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()),
            Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray()));
        service.With("Sealing:MasterKey", old);
        using (var client = await WithList(service.CreateClient())) await client.Send(HttpMethod.Put, One, Body(Names));

        await using (var rotating = new ServiceUnderTest(postgres).WithSameStore(service).With("Sealing:MasterKey", $"{young},{old}"))
        using (var client = rotating.CreateClient()) (await client.Send(HttpMethod.Post, $"{One}/open",
            Why("x"))).Status.ShouldBe(HttpStatusCode.OK);
        await using var without = new ServiceUnderTest(postgres).WithSameStore(service).With("Sealing:MasterKey", young);
        using var last = without.CreateClient();

        (await last.Send(HttpMethod.Post, $"{One}/open", Why("x"))).Body.At("names/1").ShouldBe(Names[1]);
        Should.Throw<Access.AccessSettingException>(() =>
            new Sealing.MasterKeys(new Microsoft.Extensions.Configuration.ConfigurationManager { ["Sealing:MasterKey"] = "c2hvcnQ=" },
            new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider())).Message.ShouldNotContain("c2hvcnQ=");
    }
}
