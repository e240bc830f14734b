using System.Buffers.Binary;
using Negotiations.Contracts.Transparency;
using Negotiations.Domain;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Transparency;

/// <summary>
/// The log of what was recorded, as c2sp.org/tlog-tiles lays it out: <c>/log/checkpoint</c> and <c>/log/tile/…</c>, which have hashes only
/// and are for everybody; its entries are for those who may read everything.
/// </summary>
internal static class LogEndpoints
{
    private const string Bytes = "application/octet-stream", Text = "text/plain; charset=utf-8",
        ForEver = "public, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/log", About).AllowAnonymous().WithParameters()
            .Tells<LogView>(Area.Operations, "The log of what was recorded: its name, its keys, and how it stands");
        routes.MapGet("/log/checkpoint", Latest).AllowAnonymous().MayMiss().WithParameters()
            .Tells<string>(Area.Operations, "How the log stands, signed (c2sp.org/tlog-checkpoint)", Text);
        routes.MapGet("/log/stamp", Stamp).AllowAnonymous().MayMiss().WithParameters()
            .Tells<StampView>(Area.Operations, "The last checkpoint that a time-stamping authority has stamped (RFC 3161)");
        routes.MapGet("/log/tile/entries/{**path}", Entries).Needs(Rights.Read).MayMiss().WithParameters()
            .Tells<string>(Area.Operations, "256 entries of the log (c2sp.org/tlog-tiles)", Bytes);
        routes.MapGet("/log/tile/{**path}", Tile).AllowAnonymous().MayMiss().WithParameters()
            .Tells<string>(Area.Operations, "256 hashes of the log's tree (c2sp.org/tlog-tiles)", Bytes);
    }

    private static IResult About(LogKeys keys, CheckpointFile checkpoints)
    {
        var (first, last) = (checkpoints.First, checkpoints.Last);
        return Answer.Of(new LogView(keys.Origin, [.. keys.Known.Select(key => key.ToString())], last?.Checkpoint?.Size ?? 0, first?.At,
            last?.At));
    }

    private static IResult Latest(HttpContext context, CheckpointFile checkpoints)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return checkpoints.Last?.Note is { } note ? Results.Text(note.ToString(), Text) : Missing();
    }

    private static IResult Stamp(CheckpointFile checkpoints) => checkpoints.Stamped is { Note: { } note, Stamp: { } stamp } kept
        ? Answer.Of(new StampView(note.ToString(), kept.At, stamp)) : Missing();

    private static async Task<IResult> Tile(string path, HttpContext context, RecordLog log, CheckpointFile checkpoints)
    {
        // What is not signed yet is not for ever.
        if (TilePath.Read(path) is not { Level: >= 0 and < TreeReader.Height } wanted
            || (((Int128)wanted.Index * TreeReader.Width) + wanted.Count) << (wanted.Level * TreeReader.Height)
                > (checkpoints.Last?.Checkpoint!.Size ?? 0)) return Missing();
        var hashes = await log.Tree(tree => tree.Hashes(wanted.Level, wanted.Index, context.RequestAborted),
            context.RequestAborted);
        if (hashes is not { } found || found.Length < wanted.Count * MerkleTree.HashSize) return Missing();
        context.Response.Headers.CacheControl = ForEver;
        return Results.Bytes(found[..(wanted.Count * MerkleTree.HashSize)], Bytes);
    }

    private static async Task<IResult> Entries(string path, HttpContext context, RecordLog log)
    {
        if (TilePath.Read($"entries/{path}") is not { } wanted) return Missing();
        var entries = await log.Entries(wanted.Index * TreeReader.Width, wanted.Count, context.RequestAborted);
        if (entries.Count < wanted.Count) return Missing();
        var bundle = new MemoryStream();
        var length = new byte[sizeof(ushort)];
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)entry.Length));
            bundle.Write(length);
            bundle.Write(entry);
        }
        return Results.Bytes(bundle.ToArray(), Bytes);
    }

    private static IResult Missing() =>
        Problems.Of(Refusal.NotFound("unknown-tile", null, "the log has nothing at this address, or not yet"));
}

/// <summary>The log of what was recorded.</summary>
/// <param name="Origin">Its name, which stands in its checkpoints.</param>
/// <param name="Keys">Its public keys, the newest last, as verifiers take them.</param>
/// <param name="Size">How many entries the last checkpoint has.</param>
/// <param name="Since">When its first checkpoint was signed: from then on it vouches for what it holds.</param>
/// <param name="SignedAt">When the last was signed.</param>
internal sealed record LogView(string Origin, IReadOnlyList<string> Keys, long Size, DateTimeOffset? Since, DateTimeOffset? SignedAt);

/// <summary>A checkpoint with a time stamp.</summary>
/// <param name="Checkpoint">The checkpoint, signed.</param>
/// <param name="SignedAt">When it was signed, by the clock of the service.</param>
/// <param name="Token">The token of RFC 3161 over the checkpoint's text, which is all before the empty line, in Base64.</param>
internal sealed record StampView(string Checkpoint, DateTimeOffset SignedAt, byte[] Token);
