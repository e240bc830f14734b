using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Negotiations.Service.Tests;

namespace Negotiations.Drills;

/// <summary>One caller who works: records a position, looks at its track, looks at the health, and so on, one after another.</summary>
internal sealed class Worker(int port, string key) : IDisposable
{
    private const string Command = "/commands/RecordPosition", Track = $"/negotiations/{Requests.OfSamples}/tracks/remains";

    // After so many answers that serve nothing it is hopeless.
    private const int Bearable = 5;
    private static readonly string Position =
        Requests.Envelope("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""").ToJsonString();

    private readonly HttpClient client = OperatorsKey.Client(port).As(key);

    /// <summary>Makes so many requests; how they went.</summary>
    public async Task<Course> Work(int count)
    {
        var course = new Course();
        for (var i = 0; i < count && course.Unserved.Count < Bearable; i++)
        {
            var path = (i % 3) switch { 0 => Command, 1 => Track, _ => Course.Health };
            using var request = new HttpRequestMessage(path == Command ? HttpMethod.Post : HttpMethod.Get, path);
            if (path == Command) request.Content = new StringContent(Position, Encoding.UTF8, "application/json");
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            course.Add(path, answer.StatusCode, Stopwatch.GetElapsedTime(began), body);
        }
        return course;
    }

    public void Dispose() => client.Dispose();
}

/// <summary>How a number of requests went.</summary>
internal sealed class Course
{
    /// <summary>Where the service tells whether it does its work.</summary>
    public const string Health = "/health/ready";

    private readonly List<TimeSpan> took = [];

    /// <summary>The answers that were no success.</summary>
    public List<string> Unserved { get; } = [];

    /// <summary>The sequences of the facts that were recorded.</summary>
    public List<string> Sequences { get; } = [];

    /// <summary>The longest time that a look at the health took.</summary>
    public TimeSpan LongestHealth { get; private set; }

    /// <summary>Takes an answer into account.</summary>
    public void Add(string path, HttpStatusCode status, TimeSpan time, string body)
    {
        took.Add(time);
        if ((int)status is < 200 or > 299) Unserved.Add($"{(int)status} {path} after {time.TotalMilliseconds:0} ms: {body}");
        else if (status == HttpStatusCode.Created) Sequences.Add(JsonNode.Parse(body)!.At("sequence")!);
        if (path == Health && time > LongestHealth) LongestHealth = time;
    }

    /// <summary>The time within which so many of a hundred were answered.</summary>
    public TimeSpan Percentile(int percent) => took.Order().ElementAt(((took.Count * percent) + 99) / 100 - 1);

    public override string ToString() =>
        $"p50 {Percentile(50).TotalMilliseconds:0.0} ms, p99 {Percentile(99).TotalMilliseconds:0.0} ms, "
        + $"longest {Health} {LongestHealth.TotalMilliseconds:0} ms, {Unserved.Count} of {took.Count} not served";
}
