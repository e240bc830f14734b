using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Service.Commands;
using Negotiations.Service.Http;

namespace Negotiations.Service.Bus;

/// <summary>
/// The answer to a command that came by a queue: <c>{status: recorded|replayed|refused|invalid, commandId, receipt?, problem?}</c>.
/// </summary>
internal static class CommandAnswer
{
    public static string Json(CommandResult result, Guid? commandId)
    {
        var json = new JsonObject { ["status"] = CommandBatch.StatusOf(result), ["commandId"] = commandId };
        if (result.Receipt is { } receipt) json["receipt"] = JsonSerializer.SerializeToNode(receipt, Formats.Line);
        if (result.Refusals is not []) json["problem"] = Problems.Json(result.Refusals);
        return json.ToJsonString(Formats.Line);
    }
}
