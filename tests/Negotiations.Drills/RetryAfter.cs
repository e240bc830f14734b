namespace Negotiations.Drills;

/// <summary>Obeys <c>Retry-After</c>, as a client should.</summary>
internal static class RetryAfter
{
    /// <summary>Waits as long as an answer asks for, but no longer than the drill goes on.</summary>
    /// <param name="response">The answer; one without the header asks for no wait.</param>
    /// <param name="ends">Cancelled when the drill ends.</param>
    public static async Task WaitAsAsked(this HttpResponseMessage response, CancellationToken ends)
    {
        if (response.Headers.RetryAfter?.Delta is { } asked)
            await Task.Delay(asked, ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
