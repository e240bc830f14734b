using Bunit;
using Negotiations.Domain;
using Negotiations.Web.Frame;

namespace Negotiations.Web.Tests;

/// <summary>What components of these tests stand on.</summary>
internal static class Shown
{
    /// <summary>The frame of a page of a negotiation between two parties.</summary>
    public static PageFrame Looking(string query = "") => new("/negotiations/n",
        [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).Select(one => KeyValuePair.Create(one[0],
            one[1]))],
        new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero), new Visitor("anna", true, true))
    {
        Negotiation = new NegotiationNames("n", "N", new Dictionary<ActorKey, string>
        {
            [ActorKey.Of("a")] = "Aland",
            [ActorKey.Of("b")] = "Bland"
        },
            [ActorKey.Of("a").Actor, ActorKey.Of("b").Actor], new Dictionary<string, string> { ["t"] = "Talks" }),
    };

    /// <summary>Renders components in a frame.</summary>
    public static BunitContext In(PageFrame frame)
    {
        var context = new BunitContext();
        context.RenderTree.Add<Microsoft.AspNetCore.Components.CascadingValue<PageFrame>>(parameters => parameters.Add(value =>
            value.Value, frame));
        return context;
    }

    /// <summary>A place in per cent, as an attribute has it.</summary>
    public static double Place(string? attribute) =>
        double.Parse(attribute!.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);
}
