using System.Reflection;
using Marten;
using Negotiations.Contracts;
using Negotiations.Domain;
using Negotiations.Domain.Catalog;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>Which facts of a timeline are asked for.</summary>
/// <param name="Days">The days of which their time overlaps one.</param>
/// <param name="Type">Their type, as a word.</param>
/// <param name="Actor">An actor that they name.</param>
/// <param name="Track">A track that holds them.</param>
/// <param name="Words">Words that must all occur in them.</param>
/// <param name="Attribute">An attribute that they have, such as <c>pax.status</c>, or its value too: <c>pax.status=2</c>.</param>
/// <param name="ExternalId">Their id in another data set, with a colon after its name.</param>
internal sealed record TimelineFilter(DateRangeQuery Days, string? Type, string? Actor, string? Track, string? Words, string? Attribute,
    string? ExternalId)
    : IQueryPart, IBindableFromHttpContext<TimelineFilter>
{
    private const int LongestQuery = 200;

    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = [.. DateRangeQuery.Names, "type", "actor", "track", "q", "attribute", "externalId"];

    private static readonly string[] Types = [.. FactTypes.All.Select(entry => Domain.Words.Of(entry.Fact.Name))];

    /// <inheritdoc/>
    public Refusal? Refusal =>
        Days.Refusal is { } range ? range
        : Type is not null && !Types.Contains(Type) ? Refusal.Malformed("unknown-word", "type",
            $"'type' takes the type of a fact{Suggestion.For(Type, Types)}, one of {string.Join(", ", Types)}")
        : Track is not null && !Key.TryParse(Track, out _) ? Refusal.Malformed("invalid-key", "track", Key.Accepted)
        : Actor is not null && !ActorKey.TryParse(Actor, out _) ? Refusal.Malformed("invalid-key", "actor", ActorKey.Accepted)
        : Words is { Length: 0 or > LongestQuery } || Words?.Any(char.IsControl) == true ? Refusal.Malformed("invalid-query", "q",
            $"'q' takes 1 to {LongestQuery} characters: words that must all occur, \"a phrase\", -not, or")
        : Attribute is { Length: 0 or > FactEntry.LongestFilter + 100 } ? Refusal.Malformed("invalid-attribute", "attribute",
            "'attribute' takes a name such as pax.status, or name and value: pax.status=2")
        : ExternalId?.IndexOf(':', StringComparison.Ordinal) is <= 0 ? Refusal.Malformed("invalid-external-id", "externalId",
            "'externalId' takes the data set and the id with a colon between, such as pa-x:2022")
        : null;

    /// <inheritdoc/>
    public static async ValueTask<TimelineFilter?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = context.Request.Query;
        return new TimelineFilter((await DateRangeQuery.BindAsync(context, parameter))!, query["type"].FirstOrDefault(),
            query["actor"].FirstOrDefault(), query["track"].FirstOrDefault(), query["q"].FirstOrDefault(),
            query["attribute"].FirstOrDefault(), query["externalId"].FirstOrDefault());
    }

    /// <summary>The entries that are asked for; a query without words finds none.</summary>
    /// <param name="entries">All entries.</param>
    /// <param name="actors">Who is found by name.</param>
    public IQueryable<FactEntry> Apply(IQueryable<FactEntry> entries, SoughtActors? actors)
    {
        if (Days.Start is { } start) entries = entries.Where(entry => entry.Latest == null || entry.Latest >= start);
        if (Days.End is { } end) entries = entries.Where(entry => entry.Earliest == null || entry.Earliest <= end);
        if (Type is { } type) entries = entries.Where(entry => entry.Type == type);
        if (Track is { } track) entries = entries.Where(entry => entry.Tracks.Contains(track));
        if (Actor is { } actor) entries = entries.Where(entry => entry.Actors.Contains(actor));
        if (Attribute is { } attribute) entries = entries.Where(entry => entry.Beside.Contains(attribute));
        if (ExternalId?.Split(':', 2) is [var dataSet, var id])
        {
            var sought = FactEntry.ExternalId(dataSet, id);
            entries = entries.Where(entry => entry.Beside.Contains(sought));
        }
        return Words is null ? entries
            : SearchQuery.Of(Words, actors) is { } query ? entries.Where(entry => entry.Search(query, FactSearch.Configuration))
            : entries.Where(entry => entry.Id == Guid.Empty);
    }
}
