using Negotiations.Contracts.Transparency;
using Npgsql;

namespace Negotiations.Store.Transparency;

/// <summary>The tree of the log as it is stored: read tile by tile, and made longer at its right edge.</summary>
internal sealed class LogTree
{
    private readonly NpgsqlConnection connection;
    private readonly string schema;
    private readonly Dictionary<(int Level, long Index), Tile> known = [];

    public LogTree(NpgsqlConnection connection, string schema)
    {
        (this.connection, this.schema) = (connection, schema);
        Reader = new TreeReader(async (level, index, count, cancellation) => (await Read(level, index, cancellation)) is { } tile
            && tile.Count >= count ? tile.Hashes : throw new DamagedLogException(level, index));
    }

    /// <summary>Hashes and proofs.</summary>
    public TreeReader Reader { get; }

    /// <summary>The hashes of a tile, one after another; null where there is none.</summary>
    public async Task<ReadOnlyMemory<byte>?> Hashes(int level, long index, CancellationToken cancellation) =>
        (await Read(level, index, cancellation))?.Hashes;

    /// <summary>Adds the hashes of further entries.</summary>
    /// <param name="size">How many entries there are before.</param>
    /// <param name="hashes">The hashes.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task Add(long size, IReadOnlyList<byte[]> hashes, CancellationToken cancellation)
    {
        for (var i = 0; i < hashes.Count;) i += await Add(0, size + i, hashes, i, cancellation);
        foreach (var ((level, index), tile) in known.Where(tile => tile.Value.IsChanged))
        {
            await connection.Execute(
                $"""
                insert into {schema}.{LogTables.Tiles} (level, index, hashes) values (@level, @index, @hashes)
                on conflict (level, index) do update set hashes = excluded.hashes
                """, new { level, index, hashes = tile.Hashes.ToArray() }, cancellation);
            tile.IsChanged = false;
        }
    }

    // As many of the hashes as the tile at the place takes; how many.
    private async Task<int> Add(int level, long at, IReadOnlyList<byte[]> hashes, int from, CancellationToken cancellation)
    {
        var (index, place) = (at / TreeReader.Width, (int)(at % TreeReader.Width));
        var tile = place == 0 ? known[(level, index)] = new Tile(new byte[TreeReader.Width * MerkleTree.HashSize])
            : await Read(level, index, cancellation) ?? throw new DamagedLogException(level, index);
        if (tile.Count != place) throw new DamagedLogException(level, index);
        var taken = Math.Min(hashes.Count - from, TreeReader.Width - place);
        for (var i = 0; i < taken; i++) tile.Add(hashes[from + i]);
        if (tile.Count == TreeReader.Width) await Add(level + 1, index, [TreeReader.Fold(tile.Hashes)], 0, cancellation);
        return taken;
    }

    private async Task<Tile?> Read(int level, long index, CancellationToken cancellation)
    {
        if (known.TryGetValue((level, index), out var tile)) return tile;
        var hashes = await connection.Value<byte[]>(
            $"select hashes from {schema}.{LogTables.Tiles} where level = @level and index = @index", new { level, index }, cancellation);
        return hashes is null || hashes.Length % MerkleTree.HashSize != 0 || hashes.Length > TreeReader.Width * MerkleTree.HashSize ? null
            : known[(level, index)] = Tile.Of(hashes);
    }

    private sealed class Tile(byte[] space)
    {
        public int Count { get; private set; }

        public bool IsChanged { get; set; }

        public ReadOnlyMemory<byte> Hashes => space.AsMemory(0, Count * MerkleTree.HashSize);

        public static Tile Of(byte[] hashes)
        {
            var space = new byte[TreeReader.Width * MerkleTree.HashSize];
            hashes.CopyTo(space, 0);
            return new Tile(space) { Count = hashes.Length / MerkleTree.HashSize };
        }

        public void Add(byte[] hash)
        {
            hash.CopyTo(space, Count++ * MerkleTree.HashSize);
            IsChanged = true;
        }
    }
}
