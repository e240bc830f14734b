using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Negotiations.Service.Tests;

/// <summary>Reads pages as a browser gets them.</summary>
internal static class PageReading
{
    private static readonly HtmlParser Parser = new();

    /// <summary>A page, and how it was answered.</summary>
    public static async Task<(HttpStatusCode Status, IDocument Page)> Page(this HttpClient client, string address)
    {
        using var response = await client.Ask(address);
        return (response.StatusCode, Parser.ParseDocument(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>The text of a page that must be answered so.</summary>
    public static async Task<string> Html(this HttpClient client, string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await client.Ask(address);
        response.StatusCode.ShouldBe(status, address);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> Ask(this HttpClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
