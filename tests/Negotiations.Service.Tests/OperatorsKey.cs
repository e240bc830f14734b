using System.Net.Http.Headers;
using Negotiations.Service.Access;

namespace Negotiations.Service.Tests;

/// <summary>The operator's key of every service under test, and clients that hold it.</summary>
internal static class OperatorsKey
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("negotiations-key-").FullName;

    /// <summary>The key.</summary>
    public static string Text { get; } = ApiKey.Generate();

    /// <summary>The file that holds it.</summary>
    public static string File { get; } = Write();

    /// <summary>Makes a client the holder of a key.</summary>
    public static HttpClient As(this HttpClient client, string key)
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A client of a service in a process of its own.</summary>
    public static HttpClient Client(int port) =>
        new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(10) }.As(Text);

    private static string Write()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
        var file = Path.Combine(Folder, "operator.key");
        System.IO.File.WriteAllText(file, Text);
        return file;
    }
}
