using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Commands;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Transparency;
using Negotiations.Web.Recording;

namespace Negotiations.Service.Pages;

/// <summary>Makes the forms of commands: filled in from the address, from a fact to be corrected, or as they were sent.</summary>
internal sealed class RecordForms(IQuerySession session, RecordLog log, PageFrames frames, FormTokens tokens, FormSuggestions suggestions,
    TimeProvider clock)
{
    private static readonly string[] Extra = ["negotiation", "commandId", "supersedes"];

    /// <summary>The forms there are, by subject.</summary>
    private static IReadOnlyList<(string Name, IReadOnlyList<CommandForm> Forms)> BySubject { get; } =
        [.. CommandCatalog.Names.Select(name => CommandCatalog.Find(name)!).GroupBy(command => command.Namespace!.Split('.')[^1])
            .OrderBy(subject => subject.Key, StringComparer.Ordinal)
            .Select(subject => (subject.Key, (IReadOnlyList<CommandForm>)[.. subject.Select(CommandForm.Of)]))];

    /// <summary>The forms by subject that a caller may send somewhere.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<CommandForm> Forms)> Of(Caller caller) =>
        [.. BySubject.Select(subject => (subject.Name, (IReadOnlyList<CommandForm>)[.. subject.Forms.Where(form => May(caller,
            form.Name))]))
            .Where(subject => subject.Item2.Count > 0)];

    /// <summary>Whether a caller may give a command somewhere.</summary>
    private static bool May(Caller caller, string name) => caller.Grants.Any(grant => grant.Permits.HasFlag(NeededFor(name)));

    private static Rights NeededFor(string name) =>
        ((Command)RuntimeHelpers.GetUninitializedObject(CommandCatalog.Find(name)!)).IsEditorial ? Rights.Edit : Rights.Record;

    /// <summary>The command that a form says.</summary>
    public static JsonObject Said(string name, IReadOnlyDictionary<string, string> values)
    {
        var json = FormJson.Read(CommandForm.Of(CommandCatalog.Find(name)!).All, values);
        foreach (var extra in Extra)
            if (values.GetValueOrDefault(extra, "").Trim() is { Length: > 0 } value) json[extra] = value;
        return json;
    }

    /// <summary>What a new form holds: what the address says, beside what a fact to be corrected says.</summary>
    public async Task<Dictionary<string, string>> Prefilled(string name, HttpContext context)
    {
        var query = context.Request.Query;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (query["supersedes"].FirstOrDefault() is { } replaced && await FactEndpoints.One(replaced,
            new ViewpointQuery(Viewpoint.Now, null), context, session, clock, log) is Answer<JsonObject> { View: var fact })
            values = FormJson.Fill(CommandForm.Of(CommandCatalog.Find(name)!).All, Flat(fact));
        foreach (var (path, value) in query) values[path] = value.ToString();
        values["commandId"] = $"{Guid.CreateVersion7()}";
        return values;
    }

    /// <summary>The page of a form.</summary>
    public async Task<IResult> Page(string name, IReadOnlyDictionary<string, string> values, IReadOnlyList<Refusal> faults,
        HttpContext context)
    {
        if (!May(context.Caller(), name)) return Problems.Of(AccessRules.Forbidden(context.Caller(), NeededFor(name), null));
        var (negotiation, form) = (NegotiationOf(values, context), CommandForm.Of(CommandCatalog.Find(name)!));
        return new RazorComponentResult<RecordPage>(new Dictionary<string, object?>
        {
            [nameof(RecordPage.Frame)] = await frames.Of(context, negotiation),
            [nameof(RecordPage.Form)] = form,
            [nameof(RecordPage.State)] = new FormState(values, [.. faults.Select(fault => fault with { Field = FormJson.LeafOf(form,
                fault.Field) })], await suggestions.Of(negotiation, context), tokens.For(context)),
        })
        { StatusCode = faults is [] ? StatusCodes.Status200OK : Problems.StatusOf(faults[0].Kind) };
    }

    /// <summary>The page that shows what a command would do.</summary>
    public async Task<IResult> Trial(string name, IReadOnlyDictionary<string, string> values, TrialView trial, HttpContext context) =>
        PageResult.Of<TrialPage>(context, await frames.Of(context, NegotiationOf(values, context)), (nameof(TrialPage.Trial), trial),
            (nameof(TrialPage.Form), CommandForm.Of(CommandCatalog.Find(name)!)),
            (nameof(TrialPage.State), new FormState(values, [], Suggestions.None, tokens.For(context))));

    // What somebody may not read is named on no page.
    private static string? NegotiationOf(IReadOnlyDictionary<string, string> values, HttpContext context) =>
        values.GetValueOrDefault("negotiation", "") is { Length: > 0 } key && context.Caller().May(Rights.Read, key) ? key : null;

    // A fact has its own members apart; a command has them together.
    private static JsonObject Flat(JsonObject fact)
    {
        var flat = fact["content"]!.DeepClone().AsObject();
        foreach (var (name, value) in fact)
            if (name != "content" && !flat.ContainsKey(name)) flat[name] = value?.DeepClone();
        return flat;
    }
}
