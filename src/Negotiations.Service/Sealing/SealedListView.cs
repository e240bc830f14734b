namespace Negotiations.Service.Sealing;

/// <summary>A sealed list, as it is shown.</summary>
/// <param name="List">The list of children, or the exchange.</param>
/// <param name="Status">sealed or erased.</param>
/// <param name="Names">How many names.</param>
/// <param name="Sealing">Which sealing it is; its ETag.</param>
/// <param name="SealedAt">When it was sealed.</param>
/// <param name="SealedBy">By whom.</param>
/// <param name="ErasedAt">When it was erased.</param>
/// <param name="ErasedBy">By whom.</param>
internal sealed record SealedListView(string List, string Status, int Names, Guid Sealing, DateTimeOffset SealedAt, string SealedBy,
    DateTimeOffset? ErasedAt, string? ErasedBy)
{
    public static SealedListView Of(SealedList list) =>
        new(list.List, list.ErasedAt is null ? "sealed" : "erased", list.Names, list.Sealing, list.SealedAt, list.SealedBy,
        list.ErasedAt, list.ErasedBy);
}
