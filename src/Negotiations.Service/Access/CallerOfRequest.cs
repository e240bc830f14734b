namespace Negotiations.Service.Access;

/// <summary>The caller of a request.</summary>
internal static class CallerOfRequest
{
    private static readonly object Item = new();

    /// <summary>Who asks; endpoints that need a caller always have one.</summary>
    public static Caller Caller(this HttpContext context)
    {
        if (context.Items.TryGetValue(Item, out var known)) return (Caller)known!;
        var caller = Access.Caller.Of(context.User) ?? new Caller("", []);
        context.Items[Item] = caller;
        return caller;
    }
}
