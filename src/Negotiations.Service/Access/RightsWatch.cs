using Microsoft.AspNetCore.Authentication;
using Npgsql;

namespace Negotiations.Service.Access;

/// <summary>
/// Ends every long answer when its caller's right does: a key that is revoked or expires, a session or a token whose time is over. Looks
/// twice a second; the connection is cut, so that nobody takes what came for the whole.
/// </summary>
internal static class RightsWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Watches over a request that may last.</summary>
    public static async Task Guard(HttpContext context, RequestDelegate next)
    {
        if (Shares.Of(context) == Cost.Usual || context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }
        using var ends = new CancellationTokenSource();
        var watch = Watch(context, ends.Token);
        try
        {
            await next(context);
        }
        finally
        {
            await ends.CancelAsync();
            await watch;
        }
    }

    private static async Task Watch(HttpContext context, CancellationToken ends)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(ends))
                if (!await Stays(context, ends))
                {
                    context.Abort();
                    return;
                }
        }
        catch (OperationCanceledException)
        {
            // The answer is complete.
        }
    }

    private static async Task<bool> Stays(HttpContext context, CancellationToken ends)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc <= now) return false;
        if (Caller.KeyOf(context.User) is not { } id) return true;
        try
        {
            return await context.RequestServices.GetRequiredService<KeyRing>().Find(id, ends) is { } key && key.IsValid(now)
                && (AccessRule.Of(context) is not { Needs: var needed } || needed == Rights.None
                    || key.Caller.May(needed, AccessRule.NegotiationOf(context)));
        }
        catch (Exception fault) when (fault is NpgsqlException or Marten.Exceptions.MartenCommandException or TimeoutException)
        {
            // Nothing tells while the database is down; the next look does.
            return true;
        }
    }
}
