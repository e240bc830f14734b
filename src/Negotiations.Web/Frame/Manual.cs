using System.Collections.Concurrent;
using System.Text;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Negotiations.Web.Frame;

/// <summary>The manual, which the assembly carries as Markdown, as pages.</summary>
public static class Manual
{
    private const string Prefix = "Guide/", Suffix = ".md", Index = "index";
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().DisableHtml().Build();
    private static readonly HashSet<string> Names = [.. typeof(Manual).Assembly.GetManifestResourceNames()];
    private static readonly ConcurrentDictionary<string, (string Title, string Html)> Pages = new(StringComparer.Ordinal);

    /// <summary>A page by its name, or the first one; null where there is none.</summary>
    public static (string Title, string Html)? Find(string? name) =>
        Names.Contains($"{Prefix}{name ?? Index}{Suffix}") ? Pages.GetOrAdd(name ?? Index, Read) : null;

    private static (string Title, string Html) Read(string name)
    {
        using var stream = typeof(Manual).Assembly.GetManifestResourceStream($"{Prefix}{name}{Suffix}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var page = Markdown.Parse(reader.ReadToEnd(), Pipeline);
        foreach (var link in page.Descendants<LinkInline>().ToArray())
            if (Local(link.Url ?? "") is { } url) Lead(link, url);
            else link.ReplaceBy(new ContainerInline(), copyChildren: true);
        var title = page.Descendants<HeadingBlock>().FirstOrDefault()?.Inline?.FirstChild?.ToString() ?? name;
        // What scrolls can be reached by keys, and a corner of a table is no heading.
        return (title, page.ToHtml(Pipeline).Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal)
            .Replace("<th></th>", "<td></td>", StringComparison.Ordinal));
    }

    private static void Lead(LinkInline link, string url)
    {
        link.Url = url;
        if (url.Contains("://", StringComparison.Ordinal)) link.GetAttributes().AddProperty("rel", "noreferrer");
    }

    // Pages name each other by file; null for a file that is no page.
    private static string? Local(string url)
    {
        var parts = url.Split('#', 2);
        var (file, place) = (parts[0], parts.Length > 1 ? $"#{parts[1]}" : "");
        if (file is "" || file.Contains("://", StringComparison.Ordinal)) return url;
        var name = file.EndsWith("infra/README.md", StringComparison.Ordinal) ? "operators"
            : file.EndsWith("README.md", StringComparison.Ordinal) ? "readme" : Path.GetFileNameWithoutExtension(file);
        return !Names.Contains($"{Prefix}{name}{Suffix}") ? null : name == Index ? $"/guide{place}" : $"/guide/{name}{place}";
    }
}
