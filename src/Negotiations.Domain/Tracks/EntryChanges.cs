using System.Collections.Immutable;

namespace Negotiations.Domain.Tracks;

/// <summary>The entries by which two versions of a dictionary differ; what they share is passed over.</summary>
public static class EntryChanges
{
    /// <summary>The entries that were added or changed, and those that are gone, with the values that they had.</summary>
    public static IEnumerable<(TKey Key, T Value, bool IsGone)> Since<TKey, T>(
        this ImmutableSortedDictionary<TKey, T> after, ImmutableSortedDictionary<TKey, T> before) where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(before);
        return ReferenceEquals(after, before) ? [] : Compare(after, before);
    }

    /// <summary>The same, of some keys: those that alone can differ.</summary>
    public static IEnumerable<(TKey Key, T Value, bool IsGone)> Since<TKey, T>(
        this ImmutableSortedDictionary<TKey, T> after, ImmutableSortedDictionary<TKey, T> before, IEnumerable<TKey> keys)
        where TKey : notnull
    {
        foreach (var key in keys.Distinct())
        {
            var wasThere = before.TryGetValue(key, out var known);
            if (after.TryGetValue(key, out var value))
            {
                if (!wasThere || !IsSame(value, known!)) yield return (key, value, false);
            }
            else if (wasThere)
            {
                yield return (key, known!, true);
            }
        }
    }

    private static IEnumerable<(TKey Key, T Value, bool IsGone)> Compare<TKey, T>(
        ImmutableSortedDictionary<TKey, T> after, ImmutableSortedDictionary<TKey, T> before) where TKey : notnull
    {
        using var right = after.GetEnumerator();
        using var left = before.GetEnumerator();
        var (isRight, isLeft) = (right.MoveNext(), left.MoveNext());
        while (isRight || isLeft)
        {
            var order = !isRight ? 1 : !isLeft ? -1 : after.KeyComparer.Compare(right.Current.Key, left.Current.Key);
            if (order > 0) yield return (left.Current.Key, left.Current.Value, true);
            else if (order < 0 || !IsSame(right.Current.Value, left.Current.Value))
                yield return (right.Current.Key, right.Current.Value, false);
            if (order <= 0) isRight = right.MoveNext();
            if (order >= 0) isLeft = left.MoveNext();
        }
    }

    // What a fold didn't touch is the same object.
    private static bool IsSame<T>(T left, T right) =>
        typeof(T).IsValueType ? EqualityComparer<T>.Default.Equals(left, right) : ReferenceEquals(left, right);
}
