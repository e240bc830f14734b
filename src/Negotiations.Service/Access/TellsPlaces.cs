namespace Negotiations.Service.Access;

/// <summary>Tells the caller of a request the numbers of facts.</summary>
internal static class TellsPlaces
{
    /// <summary>A sequence as this caller is told it; see <see cref="Places"/>.</summary>
    public static long Told(this HttpContext context, long sequence) =>
        context.RequestServices.GetRequiredService<Places>().Told(context.Caller(), sequence);
}
