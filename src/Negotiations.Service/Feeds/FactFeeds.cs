using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Marten;
using Negotiations.Contracts.Events;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Service.Transparency;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Feeds;

/// <summary>
/// <c>GET …/feed.atom</c> (RFC 4287) and <c>…/feed.json</c> (JSON Feed 1.1) of a negotiation or a track: the facts recorded last, each
/// under the name of whoever says so. Corrections are marked, and so is what they correct. Beside them stands how the log stood at the end
/// of each of the last days, so that readers keep it.
/// </summary>
internal static class FactFeeds
{
    private const int Usual = 50;
    private const string Atom = "feed.atom", Json = "feed.json", Language = "en";

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var format in new[] { Atom, Json })
        {
            routes.MapQuery($"/negotiations/{{negotiation}}/{format}", (string negotiation, HttpContext context, IQuerySession session,
                CheckpointFile checkpoints, TimeProvider clock) =>
                Get(format, negotiation, null, context, session, checkpoints.Finished(clock.GetUtcNow())))
                .Needs(Rights.Read).MayMiss().WithParameters("limit", MinSequence.Name)
                .Tells<string>(Area.Feeds, "The facts of a negotiation recorded last, as a feed", MediaTypeOf(format))
                .WaitsForIndexedSequence();
            routes.MapQuery($"/negotiations/{{negotiation}}/tracks/{{track}}/{format}",
                (string negotiation, string track, HttpContext context, IQuerySession session, CheckpointFile checkpoints,
                    TimeProvider clock) =>
                Get(format, negotiation, track, context, session, checkpoints.Finished(clock.GetUtcNow())))
                .Needs(Rights.Read).MayMiss().WithParameters("limit", MinSequence.Name)
                .Tells<string>(Area.Feeds, "The facts of a track recorded last, as a feed", MediaTypeOf(format)).WaitsForIndexedSequence();
        }
    }

    private static async Task<IResult> Get(string format, string negotiation, string? track, HttpContext context, IQuerySession session,
        IEnumerable<KeptCheckpoint> days)
    {
        var cancellation = context.RequestAborted;
        if (!QueryParameters.TryWhole("limit", context.Request.Query["limit"].FirstOrDefault(), 1, QueryParameters.LargestPage,
            out var limit, out var refusal)) return Problems.Of(refusal!);
        var read = await session.Negotiation(negotiation, Viewpoint.Now, context);
        if (read.Value is not { State: var state }) return Problems.Of(read.Refusal!);
        var stored = track is null ? default : await session.Track(negotiation, track, Viewpoint.Now, context);
        if (stored.Refusal is { } unknown) return Problems.Of(unknown);

        var corrections = (await FactSearch.Of(session, negotiation, Viewpoint.Now, cancellation)).CorrectionsOf(negotiation);
        var address = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        var facts = await NegotiationFacts.Latest(session.DocumentStore, negotiation, track, (int)(limit ?? Usual), cancellation)
            .ToListAsync(cancellation);
        var narrators = await session.Narrators([.. facts.Select(fact => fact.Fact)], cancellation);
        var page = $"{address}/negotiations/{negotiation}{(track is null ? "" : $"/tracks/{track}")}";
        var title = track is null ? state.Title ?? negotiation
            : $"{state.Title ?? negotiation}: {stored.Value!.State.Title ?? track}";
        var feed = new Feed(DerivedId.OfFeed(track is null ? negotiation : $"{negotiation}/{track}"), title, page, $"{page}/{format}",
            [.. facts.Select(fact => Item.Of(fact.Fact, narrators.Of(fact.Fact), corrections, address))
                .Concat(days.Select(day => Item.Of(day, address)).OfType<Item>()).OrderByDescending(item => item.Recorded)]);
        return EtagResults.Of(context, format == Atom ? InAtom(feed) : InJson(feed), $"{MediaTypeOf(format)}; charset=utf-8");
    }

    private static string MediaTypeOf(string format) => format == Atom ? "application/atom+xml" : "application/feed+json";

    private static byte[] InAtom(Feed feed)
    {
        var atom = new SyndicationFeed(Fit(feed.Title), null, new Uri(feed.Page), feed.Id.ToString("D"), feed.Updated)
        {
            Id = $"urn:uuid:{feed.Id}",
            Language = Language,
            Items = [.. feed.Items.Select(InAtom)],
        };
        atom.Links.Add(SyndicationLink.CreateSelfLink(new Uri(feed.Address), "application/atom+xml"));
        atom.Authors.Add(new SyndicationPerson { Name = "Negotiations" });
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer,
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                Indent = true,
                NewLineChars = "\n"
            })) new Atom10FeedFormatter(atom).WriteTo(xml);
        return buffer.ToArray();
    }

    private static SyndicationItem InAtom(Item item)
    {
        var entry = new SyndicationItem(Fit(item.Title), new TextSyndicationContent(Fit(item.Text)), new Uri(item.Address),
            $"urn:uuid:{item.Id}",
            item.Updated)
        { PublishDate = item.Recorded };
        foreach (var name in item.Voices) entry.Authors.Add(new SyndicationPerson { Name = Fit(name) });
        foreach (var tag in item.Tags) entry.Categories.Add(new SyndicationCategory(tag));
        if (item.Source is { } source) entry.Links.Add(new SyndicationLink(new Uri(source), "via", null, null, 0));
        foreach (var corrected in item.Corrects)
            entry.Links.Add(new SyndicationLink(new Uri(corrected), "related", "What it corrects", null, 0));
        return entry;
    }

    // Stored texts may be older than the rule that refuses what XML can't carry.
    private static string Fit(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text
            : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));

    private static byte[] InJson(Feed feed) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["version"] = "https://jsonfeed.org/version/1.1",
        ["title"] = feed.Title,
        ["home_page_url"] = feed.Page,
        ["feed_url"] = feed.Address,
        ["language"] = Language,
        ["items"] = new JsonArray([.. feed.Items.Select(InJson)]),
    }, Formats.Answer);

    private static JsonObject InJson(Item item)
    {
        var json = new JsonObject
        {
            ["id"] = $"urn:uuid:{item.Id}",
            ["url"] = item.Address,
            ["title"] = item.Title,
            ["content_text"] = item.Text,
            ["date_published"] = FactEvent.TimeOf(item.Recorded),
            ["date_modified"] = FactEvent.TimeOf(item.Updated),
            ["authors"] = new JsonArray([.. item.Voices.Select(name => new JsonObject { ["name"] = name })]),
            ["tags"] = new JsonArray([.. item.Tags.Select(tag => (JsonNode)tag)]),
        };
        if (item.Source is not null) json["external_url"] = item.Source;
        return json;
    }

    private sealed record Feed(Guid Id, string Title, string Page, string Address, IReadOnlyList<Item> Items)
    {
        public DateTimeOffset Updated => Items.Select(item => item.Updated).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
    }

    /// <summary>A fact as both feeds show it. It is updated when what it counts for changes.</summary>
    private sealed record Item(Guid Id, string Title, string Text, string Address, string? Source, DateTimeOffset Recorded,
        DateTimeOffset Updated, IReadOnlyList<string> Voices, IReadOnlyList<string> Tags, IReadOnlyList<string> Corrects)
    {
        private const string CorrectionTag = "correction", CheckpointTag = "checkpoint", Unattributed = "Negotiations";

        public static Item Of(Fact fact, Narrator narrator, Corrections corrections, string address)
        {
            var (standing, corrected) = (corrections.Of(fact.Id), fact.Corrects()
                .Where(correction => correction.Kind != CorrectionKind.Confirmed).Select(correction => correction.Fact).ToArray());
            var mark = standing != FactStanding.Counts ? $"[{Words.Of(standing)}] " : corrected is not [] ? $"[{CorrectionTag}] " : "";
            string[] tags = [fact.Word(), .. fact.Tracks.Select(track => track.Value), .. corrected is [] ? Array.Empty<string>()
                : [CorrectionTag], .. standing == FactStanding.Counts ? Array.Empty<string>() : [Words.Of(standing)]];
            return new Item(fact.Id, mark + fact.Describe(narrator), ContentOf(fact, narrator), $"{address}/facts/{fact.Id}",
                fact.Report?.Source.Url, fact.Recorded.At,
                corrections.On(fact.Id).Select(correction => correction.RecordedAt).Append(fact.Recorded.At).Max(),
                Speakers(fact, narrator), tags,
                [.. corrected.Select(other => $"{address}/facts/{other}")]);
        }

        /// <summary>How the log stood at the end of a day; null where that can't be read.</summary>
        public static Item? Of(KeptCheckpoint day, string address) => day is not { Checkpoint: { } checkpoint, Note: { } note } ? null
            : new Item(DerivedId.OfFeed($"checkpoint of {day.At:yyyy-MM-dd}"),
                string.Create(CultureInfo.InvariantCulture, $"The log of what is recorded has {checkpoint.Size} entries"), $"{note}",
                $"{address}/log/checkpoint", null, day.At, day.At, [Unattributed], [CheckpointTag], []);

        private static string[] Speakers(Fact fact, Narrator narrator) =>
            fact.Report is not { } report ? [Unattributed] : report.Claimants is [] ? [report.Source.Publisher]
            : [.. report.Claimants.Select(narrator.Name)];

        private static string ContentOf(Fact fact, Narrator narrator)
        {
            var said = fact.Report is not { } report ? "Set up" : report.Claimants is [] ? $"According to {report.Source.Publisher}"
                : $"According to {narrator.Names(report.Claimants)} ({report.Source.Publisher})";
            return $"{said}, {fact.Occurred}: {fact.Describe(narrator)}" + (fact.Report?.Quote is { } quote ? $" “{quote}”" : "");
        }
    }
}
