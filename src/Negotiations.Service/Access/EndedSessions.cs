using Negotiations.Store.Log;

namespace Negotiations.Service.Access;

/// <summary>
/// The sessions of browsers that were ended before their time: whoever kept a copy of the cookie isn't let in either. Kept as marks in the
/// keys' folder, which the hosts share, for as long as a session may last.
/// </summary>
internal sealed class EndedSessions(IConfiguration configuration) : IHostedService
{
    private static readonly TimeSpan Kept = SignIn.Longest + TimeSpan.FromDays(1);
    private readonly string folder = Path.Combine(Folders.KeysOf(configuration), "sessions");

    /// <summary>Ends one.</summary>
    public void End(Guid session)
    {
        PrivateFolder.Make(folder);
        File.WriteAllBytes(MarkOf(session), []);
    }

    /// <summary>Whether one was ended.</summary>
    public bool IsEnded(Guid session) => File.Exists(MarkOf(session));

    /// <summary>Forgets those that are over by themselves.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var mark in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
            if (File.GetLastWriteTimeUtc(mark) < DateTime.UtcNow - Kept) File.Delete(mark);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string MarkOf(Guid session) => Path.Combine(folder, $"{session:N}");
}
