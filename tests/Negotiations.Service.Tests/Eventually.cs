namespace Negotiations.Service.Tests;

/// <summary>Waits for what comes about by itself, and fails where it doesn't.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1), Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>For what a fault holds up.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    /// <summary>Waits until something holds.</summary>
    public static Task Until(Func<bool> holds, TimeSpan? patience = null) => Until(() => Task.FromResult(holds()), patience);

    /// <summary>Waits until something holds; for a minute unless told.</summary>
    public static async Task Until(Func<Task<bool>> holds, TimeSpan? patience = null)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ends.CancelAfter(patience ?? Usual);
        using var timer = new PeriodicTimer(Interval);
        while (!await holds()) await timer.WaitForNextTickAsync(ends.Token);
    }
}
