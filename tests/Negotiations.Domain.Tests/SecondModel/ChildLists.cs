namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>How many of each list of children were reviewed and returned.</summary>
internal sealed class ChildLists(Seen seen, Numbers numbers)
{
    public SortedDictionary<string, ModelList> All()
    {
        var lists = new SortedDictionary<string, ModelList>(StringComparer.Ordinal);
        foreach (var list in seen.Things("child_list_submitted", "list")) lists[list] = Of(list);
        return lists;
    }

    public ModelList Of(string list)
    {
        var (listed, reviewed, returned) = (Range(list, "listed"), Range(list, "reviewed"), Range(list, "returned"));
        var contested = seen.IsContested(seen.Making("child_list_submitted", "list", list)!);
        var status = listed?.High is { } all && returned?.Low >= all ? Exchanges.Fulfilled
            : returned?.High == 0 ? Exchanges.NothingDelivered : Exchanges.Partial;
        return new ModelList(listed, reviewed, returned, status, contested);
    }

    private ModelRange? Range(string list, string aspect) => numbers.Of(new MeasureName($"children/{list}/{aspect}")).Range;
}
