using System.Globalization;

namespace Negotiations.EmbeddedPostgres;

/// <summary>Lets one host at a time use a folder. The operating system gives the lock back when its holder dies, however it dies.</summary>
internal sealed class HostLock : IDisposable
{
    private readonly FileStream file;

    private HostLock(FileStream file) => this.file = file;

    public static HostLock Take(string folder)
    {
        var holder = Path.Combine(folder, "host.pid");
        try
        {
            var file = new FileStream(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new HostLock(file);
        }
        catch (IOException)
        {
            var process = File.Exists(holder) ? $" (process {File.ReadAllText(holder)})" : "";
            throw new EmbeddedPostgresException(
                $"Another host{process} uses {folder}. Stop it first, or give this one a folder or, with ConnectionStrings__Negotiations, "
                + "a server of its own.");
        }
    }

    public void Dispose() => file.Dispose();
}
