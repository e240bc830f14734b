using System.Security.Cryptography;
using System.Text;
using CodeHollow.FeedReader;
using Negotiations.Contracts.Transparency;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Tsp;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>Checkpoints where nobody who has the database can change them: stamped by an authority, and told in the feeds.</summary>
public sealed class StampTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly ServiceUnderTest service = new(postgres);
    private StampAuthority authority = null!;
    private string root = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        authority = await StampAuthority.Start();
        root = Path.Combine(service.Keys, "root.pem");
        await File.WriteAllTextAsync(root, authority.Pem, Cancellation);
        service.With("Log:Stamps:Address", authority.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await authority.DisposeAsync();
    }

    [Fact]
    public async Task A_checkpoint_a_day_is_stamped_and_a_stamp_on_something_else_is_named()
    {
        using var client = service.With("Log:Stamps:Root", root).CreateClient();
        await client.WithNegotiation();
        var first = await Stamped(client);
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "The same day"}""");
        (await Stamped(client)).ShouldBe(first);
        service.Clock.Advance(TimeSpan.FromHours(25));
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "The next day"}""");
        var second = await Stamped(client);
        second.ShouldNotBe(first);
        (await client.Replay("""{"mode": "verify"}""")).At("differences").ShouldBe("0");

        var file = Path.Combine(service.Keys, "checkpoints.ndjson");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancellation)).Replace(
            second.Token, first.Token, StringComparison.Ordinal), Cancellation);

        var found = await client.Replay("""{"mode": "verify"}""");
        found["found"]!.AsArray().Select(one => one!.At("detail")).ShouldBe(["its time stamp is not on what it says"]);
    }

    [Fact]
    public async Task An_authority_that_is_not_trusted_stamps_nothing()
    {
        using var client = service.CreateClient();
        await client.WithNegotiation();

        await LogTests.Follow(service);

        (await client.Refused("/log/stamp")).Body.At("code").ShouldBe("unknown-tile");
        SignedNote.Read(await client.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative), Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Feeds_tell_how_the_log_stood_at_the_end_of_each_day()
    {
        using var client = await service.CreateClient().WithNegotiation();
        await LogTests.Follow(service);
        var first = await client.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative), Cancellation);
        (await Checkpoints(client)).ShouldBeEmpty();
        service.Clock.Advance(TimeSpan.FromDays(1));
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "The next day"}""");
        await LogTests.Follow(service);
        await service.IsIndexed();

        (await Checkpoints(client)).ShouldBe([first]);
        var json = (await client.Get($"/negotiations/{Requests.N}/tracks/remains/feed.json"))["items"]!.AsArray()
            .Single(item => item!.At("tags/0") == "checkpoint")!;
        json.At("content_text").ShouldBe(first);
    }

    private static async Task<string[]> Checkpoints(HttpClient client) =>
        [.. FeedReader.ReadFromString(await client.GetStringAsync(new Uri($"/negotiations/{Requests.N}/feed.atom", UriKind.Relative),
            Cancellation)).Items.Where(item => item.Categories.Contains("checkpoint")).Select(item => item.Content)];

    // Checked by another make than that of the service.
    private async Task<(string Token, string Checkpoint)> Stamped(HttpClient client)
    {
        await LogTests.Follow(service);
        var told = await client.Get("/log/stamp");
        var token = new TimeStampToken(new CmsSignedData(Convert.FromBase64String(told.At("token")!)));
        token.Validate(authority.Certificate);
        token.TimeStampInfo.GetMessageImprintDigest()
            .ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(SignedNote.Read(told.At("checkpoint")!)!.Text)));
        return (told.At("token")!, told.At("checkpoint")!);
    }
}
