using System.Text.Json;
using Negotiations.Service.Bus;
using Negotiations.Service.Hosting;
using Wolverine.Util;

namespace Negotiations.Service.Tests;

/// <summary>
/// Messages of the service's own, as somebody outside might forge them: every type that it handles, with what would do harm.
/// </summary>
internal static class Forgeries
{
    /// <summary>A piece of every body, to be searched for.</summary>
    public const string Mark = "Unmistakable";

    /// <summary>Every type of message that the service handles, but those that come from outside by right.</summary>
    public static Type[] Types { get; } =
    [
        .. from handler in typeof(NegotiationsHost).Assembly.GetTypes()
           where handler is { IsAbstract: true, IsSealed: true } && handler.Name.EndsWith("Handler", StringComparison.Ordinal)
           let handle = handler.GetMethod("Handle")
           where handle is not null && InsideOnly.IsFor(handle.GetParameters()[0].ParameterType)
           select handle.GetParameters()[0].ParameterType,
    ];

    /// <summary>The name of a type as the bus has it.</summary>
    public static string NameOf(Type type) => type.ToMessageTypeName();

    /// <summary>A body that would do harm as a replay, an answer, a notice or a deadline, and can't be read as a command.</summary>
    public static string Body { get; } = JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["mode"] = "rebuild",
        ["replyTo"] = "negotiations.elsewhere",
        ["json"] = Mark,
        ["track"] = "remains",
        ["kind"] = "memo",
        ["thing"] = Mark,
        ["due"] = "2025-06-09",
        ["by"] = Array.Empty<string>(),
        ["negotiation"] = Requests.OfSamples,
        ["commands"] = Array.Empty<string>(),
        ["atomic"] = false,
        ["at"] = "2025-06-01T00:00:00Z",
        ["factId"] = Guid.Empty,
        ["code"] = Mark,
        ["source"] = Mark,
    });
}
