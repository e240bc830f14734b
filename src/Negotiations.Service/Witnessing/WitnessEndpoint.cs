using System.Globalization;
using System.Text;
using System.Text.Json;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Http;

namespace Negotiations.Service.Witnessing;

/// <summary>
/// <c>GET /witness</c> and <c>POST /witness/add-checkpoint</c>, as c2sp.org/tlog-witness has it: this service signs how the log of another
/// stands, if it knows that log and the log only grew.
/// </summary>
internal static class WitnessEndpoint
{
    private const int Limit = 16 * 1024;
    private const string Text = "text/plain; charset=utf-8";

    public static void Map(IEndpointRouteBuilder routes)
    {
        // A setting that can't be read is told at the start.
        _ = routes.ServiceProvider.GetRequiredService<WitnessedLogs>();
        routes.MapGet("/witness", (WitnessedLogs logs) => Answer.Of(logs.About)).AllowAnonymous().WithParameters()
            .Tells<WitnessView>(Area.Operations, "This service as a witness of other logs: its key, and which logs");
        routes.MapPost($"/witness/{WitnessRequest.Path}", Add).AllowAnonymous().MayMiss().WithParameters()
            .MayFail(StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity)
            .Tells<string>(Area.Operations, "Sign a checkpoint of another log as its witness (c2sp.org/tlog-witness)", Text);
    }

    private static async Task<IResult> Add(HttpContext context, WitnessedLogs logs, ILogger<WitnessedLogs> log)
    {
        if (await JsonBody.Bytes(context, Limit) is not { } body)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", $"the body has at most {Limit} bytes");
        if (WitnessRequest.Read(Encoding.UTF8.GetString(body)) is not { } request)
            return Problems.Of(StatusCodes.Status400BadRequest, "malformed",
                "send what a log asks of a witness: a line 'old N', the hashes of a consistency proof, an empty line, and the checkpoint");
        WitnessAnswer answer;
        try
        {
            answer = logs.Sign(request);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            log.LogError("What is witnessed can't be kept: {Fault}", fault.Message);
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "not-witnessed",
                "the checkpoint can't be kept here now; ask again");
        }
        if (answer.Status == StatusCodes.Status200OK) return Results.Text(answer.Text, Text);
        if (answer.Size is { } size)
            return Results.Text(size.ToString(CultureInfo.InvariantCulture) + "\n", WitnessRequest.SizeType, statusCode: answer.Status);
        if (answer.Status == StatusCodes.Status409Conflict)
            log.LogError("The log {Log} has signed two checkpoints of the same size that differ", Checkpoint.Of(request.Note)!.Origin);
        return Problems.Of(answer.Status, "not-witnessed", answer.Text);
    }
}
