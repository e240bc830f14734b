using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Negotiations.Contracts.Transparency;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>One service as the witness of another.</summary>
public sealed class WitnessTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly SigningKey LogKey = new("a.example/log", KeyKind.Log, [.. Enumerable.Repeat((byte)1, 32)]),
        Signer = new("b.example/log/witness", KeyKind.Witness, [.. Enumerable.Repeat((byte)2, 32)]),
        Stranger = new("a.example/log", KeyKind.Log, [.. Enumerable.Repeat((byte)3, 32)]);

    private readonly ServiceUnderTest witness = new ServiceUnderTest(postgres).With("Log:Name", "b.example/log")
        .With("Witness:Logs:0", $"{LogKey.Verifier}");

    private readonly ServiceUnderTest watched = new ServiceUnderTest(postgres).With("Log:Name", "a.example/log");
    private HttpClient asked = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(witness.Keys, "witness.key"), Convert.ToBase64String([.. Enumerable.Repeat((byte)2, 32)]),
            Cancellation);
        await File.WriteAllTextAsync(Path.Combine(watched.Keys, "log.key"), Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]),
            Cancellation);
        asked = witness.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        asked.Dispose();
        await witness.DisposeAsync();
        await watched.DisposeAsync();
    }

    [Fact]
    public async Task How_the_log_of_another_stands_is_signed_as_long_as_it_only_grows()
    {
        await using var door = await Door(request => asked.PostAsync(new Uri("/witness/add-checkpoint", UriKind.Relative), request));
        using var client = watched.With("Log:Witnesses:0:Address", $"{door.Address}/witness").With("Log:Witnesses:0:Key",
            $"{Signer.Verifier}").CreateClient();
        (await asked.Get("/witness")).At("key").ShouldBe($"{Signer.Verifier}");

        await client.WithNegotiation();
        foreach (var text in new[] { "One", "Two" })
        {
            await client.Accepted("RecordPosition", $$"""{"actor": "ua", "stance": "comment", "text": "{{text}}"}""");
            var signed = await Signed(client);
            (signed.IsBy(LogKey.Verifier), signed.IsBy(Signer.Verifier)).ShouldBe((true, true), text);
        }

        // Who has the database and the key can sign another past, but the witness doesn't.
        await watched.ByHand("delete from {0}.log_entry; delete from {0}.log_tile; delete from {0}.mt_events where version > 1");
        File.Delete(Path.Combine(watched.Keys, "checkpoints.ndjson"));
        var other = await Signed(client);
        (other.IsBy(LogKey.Verifier), other.IsBy(Signer.Verifier)).ShouldBe((true, false));
    }

    [Fact]
    public async Task What_a_witness_makes_up_does_not_spoil_the_checkpoint()
    {
        await using var door = await Door(_ => Task.FromResult(new HttpResponseMessage
        {
            Content = new StringContent($"— {LogKey.Verifier.Name} {Convert.ToBase64String([.. LogKey.Verifier.Id, .. new byte[64]])}\n"
                + $"— {Signer.Verifier.Name} {Convert.ToBase64String([.. Signer.Verifier.Id, .. new byte[72]])}\n"),
        }));
        using var client = watched.With("Log:Witnesses:0:Address", door.Address).With("Log:Witnesses:0:Key", $"{Signer.Verifier}")
            .CreateClient();

        var signed = await Signed(client);

        (signed.Signatures.Count, signed.IsBy(LogKey.Verifier)).ShouldBe((1, true));
    }

    [Fact]
    public async Task A_request_is_answered_as_the_protocol_says()
    {
        var (entries, others) = (Entries(20, 0), Entries(20, 7));
        var text = $"{new WitnessRequest(0, [], Note(entries, 5))}";

        (await Ask("nonsense")).ShouldBe((HttpStatusCode.BadRequest, "malformed", null));
        (await Ask(text.Replace("old 0", "old -1", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Ask(text.Replace("old 0", "old 6", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Ask(new string('x', 20_000))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Ask(text.Replace("a.example", "c.example", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Ask($"{new WitnessRequest(0, [], Note(entries, 5, Stranger))}")).Status.ShouldBe(HttpStatusCode.Forbidden);

        var (status, said, _) = await Ask(text);
        status.ShouldBe(HttpStatusCode.OK);
        SignedNote.Read($"{Note(entries, 5).Text}\n{said}")!.IsBy(Signer.Verifier).ShouldBeTrue();
        (await Ask(text)).ShouldBe((HttpStatusCode.Conflict, "5\n", "text/x.tlog.size"));
        (await Ask($"{new WitnessRequest(5, [], Note(others, 5))}")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Ask($"{new WitnessRequest(5, await Proof(entries, 5, 12), Note(others, 12))}")).Status
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Ask(text, type: null)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Ask(text, type: "application/octet-stream")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Ask("old 0\n\na\n\n")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Ask($"{new WitnessRequest(5, [], Note(entries, 12))}")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Ask($"{new WitnessRequest(5, await Proof(entries, 5, 12), Note(entries, 12))}")).Status.ShouldBe(HttpStatusCode.OK);
        // The same again is signed again; what was seen is not forgotten.
        (await Ask($"{new WitnessRequest(12, [], Note(entries, 12))}")).Status.ShouldBe(HttpStatusCode.OK);
        await using var restarted = new ServiceUnderTest(postgres).WithSameStore(witness).With("Log:Name", "b.example/log")
            .With("Witness:Logs:0", $"{LogKey.Verifier}");
        using var client = restarted.CreateClient();
        (await Ask(text, client)).ShouldBe((HttpStatusCode.Conflict, "12\n", "text/x.tlog.size"));
        (await File.ReadAllLinesAsync(Path.Combine(witness.Keys, "witnessed.ndjson"), Cancellation)).Length.ShouldBe(2);
    }

    private async Task<SignedNote> Signed(HttpClient client)
    {
        await client.Get("/log");
        await LogTests.Follow(watched);
        return SignedNote.Read(await client.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative), Cancellation))!;
    }

    private async Task<(HttpStatusCode Status, string Said, string? Type)> Ask(string body, HttpClient? client = null,
        string? type = "text/plain")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null) content.Headers.ContentType = new(type);
        using var response = await (client ?? asked).PostAsync(new Uri("/witness/add-checkpoint", UriKind.Relative), content, Cancellation);
        var said = await response.Content.ReadAsStringAsync(Cancellation);
        var answered = response.Content.Headers.ContentType!.MediaType!;
        return answered == "application/problem+json"
            ? (response.StatusCode, System.Text.Json.Nodes.JsonNode.Parse(said)!.At("code")!, null) : (response.StatusCode, said, answered);
    }

    private static byte[][] Entries(int count, int salt) => [.. Enumerable.Range(salt, count).Select(i => BitConverter.GetBytes(i))];

    private static SignedNote Note(byte[][] entries, int size, SigningKey? by = null)
    {
        var note = new SignedNote(new Checkpoint("a.example/log", size, SlowTree.Hash(entries[..size])).Text, []);
        return note.With((by ?? LogKey).Sign(note.Text, default));
    }

    private static Task<List<byte[]>> Proof(byte[][] entries, int first, int second) =>
        new TreeReader((_, _, _, _) => new(entries.SelectMany(entry => MerkleTree.OfEntry(entry)).ToArray()))
            .Consistency(first, second, Cancellation);

    // A service of a test has no address that another could ask.
    private static Task<LocalServer> Door(Func<HttpContent, Task<HttpResponseMessage>> answer) =>
        LocalServer.Start(app => app.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = new StreamContent(context.Request.Body);
            using var response = await answer(body);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            await response.Content.CopyToAsync(context.Response.Body, Cancellation);
        }));
}
