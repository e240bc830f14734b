using System.Net;
using Negotiations.Domain.Facts;
using static Negotiations.Service.Tests.SealedLists;

namespace Negotiations.Service.Tests;

/// <summary>Sealed text or a key that was damaged, altered or moved opens nothing, and the answer says why.</summary>
public sealed class SealedListDamageTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sealed_text_or_a_key_that_is_damaged_in_any_place_is_answered_with_what_is_wrong()
    {
        using var client = await WithList(postgres.Shared.Service.CreateClient().OnItsOwn());
        await client.Send(HttpMethod.Put, One, Body(Names));
        var whole = Convert.FromBase64String((string)(await postgres.Shared.Service.Look(
            $"select data ->> 'sealed' from {{0}}.mt_doc_sealed_list where id = '{Requests.N}/list-7'"))!);
        byte[][] damaged = [[], whole[..1], whole[..12], whole[..27], whole[..28], whole[..^1], [.. whole, 0],
            .. new[] { 0, 11, 12, whole.Length / 2, whole.Length - 17, whole.Length - 1 }.Select(at => Flipped(whole, at))];
        foreach (var text in damaged)
        {
            await postgres.Shared.Service.ByHand(
                $$"""
                update {0}.mt_doc_sealed_list
                set data = jsonb_set(data, '{sealed}', to_jsonb('{{Convert.ToBase64String(text)}}'::text))
                where id = '{{Requests.N}}/list-7'
                """);
            var (status, problem) = await client.Send(HttpMethod.Post, $"{One}/open", Why("Case 12"));
            (status, problem.At("code")).ShouldBe((HttpStatusCode.ServiceUnavailable, "altered"), $"{text.Length} bytes");
        }
        foreach (var odd in new[] { "data - 'sealed'", "jsonb_set(data, '{sealed}', '7')", "jsonb_set(data, '{sealed}', '\"#\"')",
            "jsonb_set(data, '{names}', '\"x\"')", "'[]'" })
        {
            await postgres.Shared.Service.ByHand($"update {{0}}.mt_doc_sealed_list set data = {odd} where id = '{Requests.N}/list-7'");
            ((int)(await client.Send(HttpMethod.Post, $"{One}/open", Why("Case 12"))).Status).ShouldBe(503, odd);
        }
    }

    [Fact]
    public async Task A_key_that_is_damaged_in_any_place_is_told_as_such()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = await WithList(service.CreateClient());
        await client.Send(HttpMethod.Put, One, Body(Names));
        var file = Directory.GetFiles(Path.Combine(service.Keys, "lists"), "*.key").Single();
        var whole = await File.ReadAllTextAsync(file, Cancellation);
        foreach (var text in new[] { "", "{", "null", "[]", "7", "{}", "{\"Master\":null,\"Wrapped\":null}", whole[..(whole.Length / 2)],
            whole.Replace("data-protection", "another", StringComparison.Ordinal), whole[..^10] + "AAAA\"}" })
        {
            await File.WriteAllTextAsync(file, text, Cancellation);
            var (status, problem) = await client.Send(HttpMethod.Post, $"{One}/open", Why("Case 12"));
            (status, problem.At("code")).ShouldBe((HttpStatusCode.ServiceUnavailable, "key-missing"), text);
        }
        await File.WriteAllTextAsync(file, whole, Cancellation);
        (await client.Send(HttpMethod.Post, $"{One}/open", Why("Case 12"))).Status.ShouldBe(HttpStatusCode.OK);

        // It can be erased without being read; a reason that nothing was compared with is not kept.
        File.Delete(file);
        (await client.Send(HttpMethod.Post, $"{One}/erase", Why($"For {Names[0]}"))).Status.ShouldBe(HttpStatusCode.OK);
        (await client.Audit("listErased"))[0].At("reason")!.ShouldStartWith("not kept");
    }

    [Fact]
    public async Task Sealed_text_that_was_altered_or_moved_to_another_list_can_not_be_opened()
    {
        using var client = await WithList(postgres.Shared.Service.CreateClient().OnItsOwn());
        await client.Accepted("RecordChildList", """{"list": "list-8", "from": "ua", "to": "ru", "listed": 2}""");
        await client.Send(HttpMethod.Put, One, Body(Names));
        await client.Send(HttpMethod.Put, $"{Lists}/list-8", Body("Another One"));

        await postgres.Shared.Service.ByHand(
            $$"""
            update {0}.mt_doc_sealed_list o
            set data = jsonb_set(jsonb_set(o.data, '{sealed}', s.data -> 'sealed'), '{sealing}', s.data -> 'sealing')
            from {0}.mt_doc_sealed_list s where o.id = '{{Requests.N}}/list-8' and s.id = '{{Requests.N}}/list-7'
            """);
        var moved = (await client.Send(HttpMethod.Post, $"{Lists}/list-8/open", Why("x"))).Body;
        await postgres.Shared.Service.ByHand(
            $$"""
            update {0}.mt_doc_sealed_list set data = jsonb_set(data, '{sealed}',
                to_jsonb(encode(set_byte(decode(data ->> 'sealed', 'base64'), 40, 7), 'base64')))
            where id = '{{Requests.N}}/list-7'
            """);
        var altered = (await client.Send(HttpMethod.Post, $"{One}/open", Why("x"))).Body;

        (moved.At("code"), altered.At("code")).ShouldBe(("altered", "altered"));
    }

    private static byte[] Flipped(byte[] whole, int at)
    {
        byte[] copy = [.. whole];
        copy[at] ^= 1;
        return copy;
    }
}
