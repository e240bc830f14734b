using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Keys and tokens: whom they let in, with what rights, and until when.</summary>
public sealed class CredentialTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_key_is_shown_once_lets_its_holder_in_until_it_expires_or_is_revoked_and_is_stored_as_a_hash()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var local = await service.CreateClient().WithNegotiation();
        var (status, made) = await Make();
        using var desk = service.CreateDefaultClient().As(made.At("key")!);

        (await desk.Status("/negotiations")).ShouldBe(HttpStatusCode.OK);
        using var calendar = service.CreateDefaultClient();
        calendar.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"anybody:{made.At("key")}")));
        (await calendar.Status($"/negotiations/{Requests.N}/calendar.ics")).ShouldBe(HttpStatusCode.OK);
        var listed = (await local.Get("/keys"))["items"]!.AsArray().Single(key => key!.At("name") == "Desk")!;
        (listed.At("status"), listed.At("lastUsedAt") is null, listed["key"]).ShouldBe(("active", false, null));
        (await local.Send(HttpMethod.Delete, $"/keys/{made.At("id")}")).Body.At("status").ShouldBe("revoked");
        (await desk.Status("/negotiations")).ShouldBe(HttpStatusCode.Unauthorized);
        using var expiring = service.CreateDefaultClient().As((await Make()).Body.At("key")!);
        (await expiring.Status("/negotiations")).ShouldBe(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromDays(3));
        (await expiring.Status("/negotiations")).ShouldBe(HttpStatusCode.Unauthorized);

        status.ShouldBe(HttpStatusCode.Created);
        (await DatabaseSearch.Tables(service, made.At("key")!.Split('_', 3)[2])).ShouldBeEmpty();
        (await local.Audit("keyMade"))[^1].At("detail").ShouldBe("Desk: reader");
        (await local.Audit("keyRevoked"))[0].At("by").ShouldBe("local");
        (await local.Audit("refused"))
            .ShouldContain(entry => entry.At("by") == "Desk" && entry.At("detail") == "the key is revoked or has expired");

        Task<(HttpStatusCode Status, JsonObject Body)> Make() => local.Send(HttpMethod.Post, "/keys", new JsonObject
        {
            ["name"] = "Desk",
            ["grants"] = new JsonArray("reader"),
            ["expiresAt"] = service.Clock.GetUtcNow().AddDays(2).ToString("O"),
        });
    }

    [Fact]
    public async Task A_token_of_the_configured_provider_counts_by_its_roles_and_any_other_for_nothing()
    {
        await using var provider = await IdentityProvider.Start();
        await using var service = new ServiceUnderTest(postgres).With("Oidc:Authority", provider.Address)
            .With("Oidc:Audience", "negotiations").With("Oidc:Roles:desk", $"recorder:{Requests.N}, reader");
        using var local = await service.CreateClient().WithNegotiation();
        using var client = service.CreateDefaultClient();

        client.As(provider.Token("negotiations", "desk"));
        var receipt = await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""");
        (await client.Status("/keys")).ShouldBe(HttpStatusCode.Forbidden);
        (await client.As(provider.Token("negotiations", "visitors")).Status($"/negotiations/{Requests.N}"))
            .ShouldBe(HttpStatusCode.NotFound);
        foreach (var bad in new[]
        {
            provider.Token("another", "desk"), provider.Token("negotiations", "desk", lifetime: TimeSpan.FromHours(-1)),
            IdentityProvider.Forged("negotiations", provider.Address),
            "x.y.z", "neg_0000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        })
            (await client.As(bad).Status("/negotiations")).ShouldBe(HttpStatusCode.Unauthorized);

        (await local.Get($"/facts/{receipt.At("factId")}")).At("recorded/by").ShouldBe("oidc:anna");
    }
}
