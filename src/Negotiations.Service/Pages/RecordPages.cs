using System.Text.Json;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Negotiations.Service.Commands;
using Negotiations.Service.Http;
using Negotiations.Web.Recording;
using Wolverine;

namespace Negotiations.Service.Pages;

/// <summary>
/// <c>/record</c>: a form for every command, then a page that shows what it would do, then the page of the fact. A command's id is set when
/// its form is made, so that a second press records once.
/// </summary>
internal static class RecordPages
{
    private const string Try = "try", Record = "record", Step = "step";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/record", Choose, "negotiation");
        foreach (var name in CommandCatalog.Names)
        {
            routes.MapQuery($"/record/{name}", (HttpContext context, RecordForms forms) => Show(name, context, forms))
                .WithMetadata(new PageMark()).ExcludeFromDescription().Needs(Rights.None);
            routes.MapPost($"/record/{name}", (HttpContext context, RecordForms forms, CommandTrials trials, IMessageBus bus) =>
                Post(name, context, forms, trials, bus)).ExcludeFromDescription().DisableAntiforgery().Needs(Rights.None);
        }
    }

    private static async Task<IResult> Choose(HttpContext context, PageFrames frames) => PageResult.Of<CommandsPage>(context,
        await frames.Of(context, context.Request.Query["negotiation"].FirstOrDefault()), (nameof(CommandsPage.Subjects),
            RecordForms.Of(context.Caller())));

    private static async Task<IResult> Show(string name, HttpContext context, RecordForms forms) =>
        QueryParameters.Illegible(context.Request.Query) is { } illegible ? Problems.Of(illegible)
            : await forms.Page(name, await forms.Prefilled(name, context), [], context);

    private static async Task<IResult> Post(string name, HttpContext context, RecordForms forms, CommandTrials trials, IMessageBus bus)
    {
        if (!context.Request.HasFormContentType) return FormTokens.Refused();
        if (await Form(context) is not { } sent)
            return Problems.Of(StatusCodes.Status400BadRequest, "unreadable-form",
                "the form can't be read: it holds a character that is none");
        var values = sent.Where(one => one.Key is not (Step or Web.Frame.Visitor.TokenField))
            .ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        var step = sent[Step].ToString();
        if (step is not (Try or Record)) return await forms.Page(name, values, [], context);
        var read = CommandReader.Read(name, JsonSerializer.SerializeToUtf8Bytes(RecordForms.Said(name, values), Formats.Line));
        if (read.Value is not { } command) return await forms.Page(name, values, [read.Refusal!], context);
        return step == Try ? await Tried(command, name, values, context, forms, trials) : await Recorded(command, name, values, context,
            forms, bus);
    }

    private static async Task<IFormCollection?> Form(HttpContext context)
    {
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return form.Any(field => field.Value.ToString().Contains('\0', StringComparison.Ordinal)) ? null : form;
        }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static async Task<IResult> Tried(Command command, string name, Dictionary<string, string> values, HttpContext context,
        RecordForms forms, CommandTrials trials)
    {
        var trial = await trials.Of([command], context.Caller(), context.RequestAborted);
        return trial.Decisions[0].Refusals is not [] and var refusals ? await forms.Page(name, values, [.. refusals], context)
            : await forms.Trial(name, values, await trials.Told(command, trial, context.RequestAborted), context);
    }

    private static async Task<IResult> Recorded(Command command, string name, Dictionary<string, string> values, HttpContext context,
        RecordForms forms, IMessageBus bus)
    {
        var result = await bus.InvokeAsync<CommandResult>(command, context.Caller().AsSender(), context.RequestAborted);
        if (result.Receipt is not { } receipt) return await forms.Page(name, values, [.. result.Refusals], context);
        // What comes next is another page: to load that again sends nothing again.
        context.Response.Headers.Location = $"/facts/{receipt.FactId}?recorded=true&minSequence={context.Told(receipt.Sequence)}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
