namespace Negotiations.Service.Hosting;

/// <summary>The container's health check, as its image has no other program: <c>dotnet Negotiations.Service.dll health</c>.</summary>
internal static class HealthProbe
{
    /// <summary>0 when it is ready, else 1.</summary>
    public static async Task<int> Run()
    {
        var port = new Uri((Environment.GetEnvironmentVariable("Urls") ?? "http://127.0.0.1:5080")
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            return (await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"))).IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}
