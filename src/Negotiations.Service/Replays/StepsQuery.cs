using System.Reflection;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Http;

namespace Negotiations.Service.Replays;

/// <summary>Which steps of a replay are asked for.</summary>
/// <param name="Days">From when until when.</param>
/// <param name="Step">How far each goes.</param>
/// <param name="IsOverWorld">Whether they go through the world, and not through knowledge.</param>
/// <param name="Refusal">Why they can't be read.</param>
internal sealed record StepsQuery(DateRangeQuery Days, string Step, bool IsOverWorld, Refusal? Refusal)
    : IQueryPart, IBindableFromHttpContext<StepsQuery>
{
    /// <summary>The steps there are.</summary>
    public const string ByFact = "fact", Day = "day", Week = "week", Month = "month";

    private const string World = "world", Knowledge = "knowledge";
    private static readonly string[] Steps = [Day, Week, Month, ByFact];

    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = [.. DateRangeQuery.Names, "step", "over"];

    /// <inheritdoc/>
    public static async ValueTask<StepsQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var days = (await DateRangeQuery.BindAsync(context, parameter))!;
        var viewpoint = (await ViewpointQuery.BindAsync(context, parameter))!.From;
        var query = context.Request.Query;
        var (step, over) = (query["step"].FirstOrDefault() ?? Day, query["over"].FirstOrDefault() ?? World);
        return new StepsQuery(days, step, over == World, days.Refusal ?? Fault(step, over, viewpoint));
    }

    private static Refusal? Fault(string step, string over, Viewpoint viewpoint)
    {
        if (!Steps.Contains(step)) return Refusal.Malformed("unknown-word", "step", $"'step' takes one of {string.Join(", ", Steps)}");
        if (over is not (World or Knowledge)) return Refusal.Malformed("unknown-word", "over", $"'over' takes {World} or {Knowledge}");
        var fixedTime = over == World ? ("asOf", viewpoint.AsOf is not null) : ("knownAt", viewpoint.KnownAt is not null);
        if (fixedTime.Item2)
            return Refusal.Malformed("two-times", fixedTime.Item1,
            $"'{fixedTime.Item1}' goes from step to step when the replay is over {over}; leave it out, or replay over "
                + $"{(over == World ? Knowledge : World)}");
        return null;
    }
}
