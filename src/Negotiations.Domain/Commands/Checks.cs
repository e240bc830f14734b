using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Commands;

/// <summary>The rules that several commands share. Each yields a refusal for every fault it finds, and names the member at fault.</summary>
public static partial class Checks
{
    /// <summary>Characters of a name.</summary>
    public const int NameLimit = 200;

    /// <summary>Characters of a title or a quotation.</summary>
    public const int TitleLimit = 300;

    /// <summary>Characters of a text.</summary>
    public const int TextLimit = 2_000;

    /// <summary>Characters of a remark.</summary>
    public const int NoteLimit = 1_000;

    /// <summary>Items of a list.</summary>
    public const int ListLimit = 200;

    /// <summary>Attributes of a fact.</summary>
    public const int AttributeLimit = 400;

    /// <summary>A text that must not be empty or too long.</summary>
    public static IEnumerable<Refusal> Text(string field, string? text, int limit)
    {
        if (text is null) yield break;
        if (string.IsNullOrWhiteSpace(text))
            yield return Refusal.Rule("empty-text", field, $"'{field}' is empty; write something or leave it out where it is optional");
        else if (text.Length > limit)
            yield return Refusal.Rule("text-too-long", field, $"'{field}' has {text.Length} characters; at most {limit} are accepted");
    }

    /// <summary>An absolute http or https address.</summary>
    public static IEnumerable<Refusal> Url(string field, string? url)
    {
        if (url is null) return [];
        var isWeb = Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
        return isWeb ? Text(field, url, TextLimit)
            : [Refusal.Rule("invalid-url", field, $"'{field}' must be an absolute http or https address")];
    }

    /// <summary>A list that must not be too long, nor empty where something is required.</summary>
    public static IEnumerable<Refusal> Count<T>(string field, ImmutableArray<T> list, int least = 0)
    {
        if (list.Length < least) yield return Refusal.Rule("empty-list", field, $"'{field}' needs at least {least}");
        if (list.Length > ListLimit)
            yield return Refusal.Rule("list-too-long", field, $"'{field}' has {list.Length} items; at most {ListLimit} are accepted");
    }

    /// <summary>Ids within one command that must differ.</summary>
    public static IEnumerable<Refusal> Distinct<T>(string field, IEnumerable<T> keys) =>
        from key in keys.GroupBy(key => key)
        where key.Count() > 1
        select Refusal.Rule("duplicate-id", field, $"'{key.Key}' stands {key.Count()} times in '{field}'; each may stand once");

    /// <summary>Names of those who are no actors of the negotiation.</summary>
    public static IEnumerable<Refusal> Names(string field, ImmutableArray<string> names) =>
        Count(field, names).Concat(Distinct(field, names)).Concat(names.SelectMany((name, i) => Text($"{field}[{i}]", name, NameLimit)));

    /// <summary>A list of external codes, by data set.</summary>
    public static IEnumerable<Refusal> Codes(string field, ImmutableSortedDictionary<string, string> codes) =>
        [.. codes.Count > ListLimit
            ? [Refusal.Rule("list-too-long", field, $"'{field}' has {codes.Count} members; at most {ListLimit} are accepted")]
            : Array.Empty<Refusal>(),
         .. codes.SelectMany(code => Text($"{field}.{code.Key}", code.Value ?? "", NameLimit).Concat(Text(field, code.Key, NameLimit)))];

    /// <summary>An actor that must be in the negotiation.</summary>
    public static IEnumerable<Refusal> Knows(this DecisionContext context, string field, ActorKey? actor)
    {
        if (actor is null || context.Negotiation.Knows(actor)) yield break;
        var nearest = context.Suggest(actor.ToString(), context.Negotiation.KnownActors().Select(known => known.ToString()));
        yield return Refusal.Rule("unknown-actor", field,
            $"'{actor}' is no actor of the negotiation '{context.Negotiation.Key}'{nearest}; add it with AddActor");
    }

    /// <summary>Actors that must all be in the negotiation.</summary>
    public static IEnumerable<Refusal> Knows(this DecisionContext context, string field, ImmutableArray<ActorKey> actors, int least = 0) =>
        Count(field, actors, least).Concat(Distinct(field, actors))
            .Concat(actors.SelectMany((actor, i) => context.Knows($"{field}[{i}]", actor)));

    /// <summary>A thing that must exist on one of the tracks.</summary>
    public static IEnumerable<Refusal> Holds(this DecisionContext context, string field, Thing thing)
    {
        if (thing.Kind == ThingKind.Incident ? context.HasIncident : context.Tracks.Any(track => track.Holds(thing))) yield break;
        var kind = Words.Of(thing.Kind);
        var nearest = context.Suggest(thing.Id.Value, context.Tracks.SelectMany(track => track.Ids(thing.Kind)).Select(id => id.Value));
        yield return Refusal.Rule($"unknown-{kind}", field,
            $"no {kind} '{thing.Id}' is known on {string.Join(", ", context.Tracks.Select(track => track.Key))}{nearest}");
    }

    /// <summary>A thing that need not be named, and must exist on one of the tracks if it is.</summary>
    public static IEnumerable<Refusal> IsKnown(this DecisionContext context, string field, ThingKind kind, Key? id) =>
        id is null ? [] : context.Holds(field, new Thing(kind, id));

    /// <summary>The id of the thing that the command makes, which no other may hold in the negotiation.</summary>
    public static IEnumerable<Refusal> IsFree(this DecisionContext context, string field, Thing thing) =>
        context.Holder is var (fact, track)
        ? [Refusal.Conflict($"{Words.Of(thing.Kind)}-exists", field,
            $"the {Words.Of(thing.Kind)} '{thing.Id}' exists on '{track}' already (fact {fact}); choose another id")] : [];

    /// <summary>What every command carries: the tracks, the date, the report, the note.</summary>
    public static IEnumerable<Refusal> Envelope(Command command, DecisionContext context)
    {
        if (command is TrackCommand { Tracks: var tracks })
        {
            if (command.Occurred is null)
                yield return Refusal.Malformed("missing-member", "occurred", $"'occurred' is missing: {Occurrence.Accepted}");
            if (command.Report is null && command.NeedsReport)
                yield return Refusal.Malformed("missing-member", "report",
                "'report' is missing: say at least {\"source\": {\"publisher\": \"…\"}}");
            foreach (var refusal in Count("tracks", tracks, 1).Concat(Distinct("tracks", tracks))) yield return refusal;
        }
        if (command.Occurred?.LiesAhead(context.Now) == true)
            yield return Refusal.Rule("in-the-future", "occurred",
                $"'{command.Occurred}' lies later than tomorrow: a fact has happened; a plan's date belongs in a field of its own");
        foreach (var refusal in Text("note", command.Note, NoteLimit).Concat(Beside(command))
            .Concat(FactChecks.Supersedes(command, context))) yield return refusal;
        if (command.Report is not { } report) yield break;
        foreach (var refusal in Of(report, context)) yield return refusal;
    }

    // What data sets say beside our words.
    private static IEnumerable<Refusal> Beside(Command command)
    {
        if (command.Attributes.Count > AttributeLimit)
            yield return Refusal.Rule("list-too-long", "attributes",
                $"'attributes' has {command.Attributes.Count} members; at most {AttributeLimit} are accepted");
        foreach (var (name, value) in command.Attributes)
        {
            if (!AttributeName.IsMatch(name))
                yield return Refusal.Rule("invalid-attribute", $"attributes.{name}",
                    "an attribute has a name such as 'pax.status': the data set, a dot, and its own name there, of letters, digits, '_' "
                        + "and '-', up to 100 characters");
            foreach (var refusal in Text($"attributes.{name}", value.Text, AttributeValue.TextLimit)) yield return refusal;
        }
        var further = Codes("externalIds", command.ExternalIds).Concat(Count("urls", command.Urls)).Concat(Distinct("urls", command.Urls))
            .Concat(command.Urls.SelectMany((url, i) => Url($"urls[{i}]", url)));
        foreach (var refusal in further) yield return refusal;
    }

    private static IEnumerable<Refusal> Of(Report report, DecisionContext context)
    {
        var source = report.Source;
        var faults = Text("report.source.publisher", source.Publisher, NameLimit)
            .Concat(Text("report.source.title", source.Title, TitleLimit))
            .Concat(Url("report.source.url", source.Url))
            .Concat(Url("report.source.archivedUrl", source.ArchivedUrl))
            .Concat(context.Knows("report.claimants", report.Claimants))
            .Concat(Text("report.quote", report.Quote, TitleLimit));
        foreach (var fault in faults) yield return fault;
        if (source.PublishedAt is { Latest: null })
            yield return Refusal.Rule("open-date", "report.source.publishedAt", "a publication has an end: write a date or an instant");
        if (source.PublishedAt?.LiesAhead(context.Now) == true)
            yield return Refusal.Rule("in-the-future", "report.source.publishedAt",
                $"'{source.PublishedAt}' lies later than tomorrow: a source is what was published already");
        if (source.Language is { } language && !LanguageTag.IsMatch(language))
            yield return Refusal.Rule("invalid-language", "report.source.language", "write a BCP 47 tag such as 'en' or 'uk'");
        if (source.Sha256 is { } hash && !Sha256.IsMatch(hash))
            yield return Refusal.Rule("invalid-sha256", "report.source.sha256", "write 64 hexadecimal digits");
        if (report.Credibility is < 1 or > 6)
            yield return Refusal.Rule("invalid-credibility", "report.credibility", "credibility is 1 (confirmed) to 6 (cannot be judged)");
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}\\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag { get; }

    [GeneratedRegex("^(?=.{3,100}\\z)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+\\z", RegexOptions.ExplicitCapture)]
    private static partial Regex AttributeName { get; }

    [GeneratedRegex("^[0-9a-fA-F]{64}\\z")]
    private static partial Regex Sha256 { get; }
}
