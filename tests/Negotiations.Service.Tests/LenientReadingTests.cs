using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Json;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Tests;

/// <summary>A state that an earlier version stored, of which nothing is read but that it must be made anew.</summary>
public sealed class LenientReadingTests
{
    private static readonly JsonSerializerOptions InPieces = new(Formats.Stored) { DefaultBufferSize = 16 };

    [Fact]
    public async Task A_state_that_can_be_read_no_more_is_none_however_its_text_comes()
    {
        var json = JsonSerializer.SerializeToNode(StoredTrack.None("a/b"), Formats.Stored)!;
        json["state"] = new JsonObject { ["lastMovement"] = new JsonObject { ["summary"] = new string('x', 500) } };
        json["report"] = new JsonObject { ["after"] = new string('y', 500) };
        using var text = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(json));

        var read = await JsonSerializer.DeserializeAsync<StoredTrack>(text, InPieces, TestContext.Current.CancellationToken);

        (read!.State, read.IsStale).ShouldBe((null, true));
    }
}
