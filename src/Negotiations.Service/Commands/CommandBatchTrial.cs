using System.Text.Json.Nodes;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;

namespace Negotiations.Service.Commands;

/// <summary><c>POST /commands?dryRun=true</c>: what would become of each line; nothing is recorded.</summary>
internal static partial class CommandBatch
{
    // What would become of each line, on top of those before it.
    private static async Task<IResult> Tried(HttpContext context, CommandTrials trials)
    {
        if (await Whole(context) is not { } lines) return TooLong;
        var trial = await trials.Of([.. lines.Select(line => line.Command).OfType<Command>()], context.Caller(), context.RequestAborted);
        var (decided, summary) = (new Queue<Decision>(trial.Decisions), new Summary(context));
        var answers = new JsonArray([.. lines.Select(line => summary.Count(line, line.Command is null
            ? CommandResult.Refused(line.Refusal!) : ResultOf(decided.Dequeue())))]);
        var body = summary.ToJson();
        (body["dryRun"], body["lines"]) = (true, answers);
        return Results.Text(body.ToJsonString(Formats.Answer), "application/json");
    }

    private static CommandResult ResultOf(Decision decision) => decision.Refusals is not [] ? CommandResult.Refused(decision.Refusals)
        : new CommandResult(decision.Repeats ? CommandStatus.Replayed : CommandStatus.Recorded, null, []);
}
