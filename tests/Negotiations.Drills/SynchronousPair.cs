using System.Security.Cryptography;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Tests;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>
/// A primary PostgreSQL and its synchronous standby, on loopback: a commit on the first returns when the second has it on disk, or when
/// whoever waits for it gives up. Only on Linux, where servers are frozen and killed with signals.
/// </summary>
/// <param name="home">A folder that any user can pass through; it is deleted by whoever made it.</param>
internal sealed class SynchronousPair(string home) : IAsyncDisposable
{
    private const string User = "negotiations", PrimaryData = "primary", StandbyData = "standby", PasswordFile = "password";
    private static readonly string[] Initdb = ["--auth=scram-sha-256", $"--pwfile={PasswordFile}", "--encoding=UTF8", "--locale=C"];
    private static readonly string[] Needed = ["initdb", "pg_ctl", "pg_basebackup"], Candidates = ["postgres", "nobody"];
    private readonly string folder = Path.Combine(home, "pair"), password = RandomNumberGenerator.GetHexString(64);
    private readonly int primaryPort = HostProcess.FreePort(), standbyPort = HostProcess.FreePort();
    private readonly HashSet<string> running = [];
    private string[] frozen = [];

    /// <summary>How to connect to the primary; holds the password.</summary>
    public string Primary => To(primaryPort);

    /// <summary>How to connect to the standby; holds the password.</summary>
    public string Standby => To(standbyPort);

    /// <summary>Starts both, and waits until the primary counts on the standby.</summary>
    public async Task Start()
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, PasswordFile), password, TestContext.Current.CancellationToken);
        if (Unprivileged is var (name, group)) (await Programs.Run(folder, "chown", "-R", $"{name}:{group}", ".")).ExitCode.ShouldBe(0);
        await Run("initdb", ["-D", PrimaryData, "-U", User, .. Initdb]);
        await Start(PrimaryData, primaryPort, $" -c wal_level=replica -c synchronous_commit=on -c synchronous_standby_names={StandbyData}");
        var source = $"host=127.0.0.1 port={primaryPort} user={User} password={password} application_name={StandbyData}";
        await Run("pg_basebackup", "-D", StandbyData, "-R", "-c", "fast", "-d", source);
        await Start(StandbyData, standbyPort, "");
        await Eventually.Until(() => Holds(Primary, "exists (select from pg_stat_replication where sync_state = 'sync')"));
    }

    /// <summary>Lets the standby stand still as it is: its connections stay, and nothing that comes over them is read.</summary>
    public async Task Freeze() => frozen = await Freeze(StandbyData);

    /// <summary>Kills the primary, lets the standby go on, and makes it the primary.</summary>
    public async Task FailOver()
    {
        await Kill(PrimaryData);
        // What has arrived and was not read goes with the primary, as what is on the wire between two machines would.
        var receiver = frozen.Single(IsReceiver);
        await Signal("KILL", receiver);
        await Signal("CONT", [.. frozen.Where(process => process != receiver)]);
        // The standby recovers from that; what it is told before would be forgotten.
        await Eventually.Until(() => Holds(Standby, $"not exists (select from pg_stat_activity where pid = {receiver})"));
        await Run("pg_ctl", "promote", "-w", "-D", StandbyData);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var data in running.ToArray()) await Kill(data);
    }

    // The user that the servers run as when root starts them: PostgreSQL refuses to run as root.
    private static (string Name, string Group)? Unprivileged => !Environment.IsPrivilegedProcess ? null : Candidates
        .Select(name => File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == name))
        .OfType<string[]>().Select(fields => (fields[0], fields[3])).First();

    private async Task Start(string data, int port, string more)
    {
        var settings = $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c jit=off"
            + $" -c dynamic_shared_memory_type=mmap{more}";
        await Run("pg_ctl", "start", "-w", "-D", data, "-l", $"{data}.log", "-o", settings);
        running.Add(data);
    }

    private static async Task<bool> Holds(string database, string condition)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand($"select {condition}");
        try
        {
            return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
        catch (NpgsqlException)
        {
            // It is not back yet.
            return false;
        }
    }

    private static bool IsReceiver(string process) =>
        File.ReadAllText($"/proc/{process}/cmdline").Contains("walreceiver", StringComparison.Ordinal);

    // The postmaster first, so that the list of its children is the last.
    private async Task<string[]> Freeze(string data)
    {
        var postmaster = About(data)[0];
        await Signal("STOP", postmaster);
        var children = await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children", TestContext.Current.CancellationToken);
        string[] processes = [postmaster, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        await Signal("STOP", processes);
        return processes;
    }

    private async Task Kill(string data)
    {
        await Signal("KILL", await Freeze(data));
        running.Remove(data);
        // A server that is killed leaves the shared memory behind by which another would see that it runs.
        await Programs.Run("/", "ipcrm", "-m", About(data)[6].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    // What the server notes of itself: its process first, its shared memory seventh.
    private string[] About(string data) => File.ReadAllLines(Path.Combine(folder, data, "postmaster.pid"));

    private static async Task Signal(string signal, params string[] processes)
    {
        var (code, _, complaint) = await Programs.Run("/", "kill", [$"-{signal}", .. processes]);
        code.ShouldBe(0, complaint);
    }

    private async Task Run(string program, params string[] arguments)
    {
        var folders = new EmbeddedPostgresOptions { Folder = folder }.BinaryFolders;
        var programs = folders.FirstOrDefault(path => Needed.All(needed => File.Exists(Path.Combine(path, needed))));
        if (programs is null) Assert.Skip("PostgreSQL is not installed (Debian and Ubuntu: apt-get install postgresql)");
        string[] line = [Path.Combine(programs, program), .. arguments];
        if (Unprivileged is var (name, group)) line = ["setpriv", $"--reuid={name}", $"--regid={group}", "--clear-groups", "--", .. line];
        var (code, output, complaint) = await Programs.Run(folder, line[0], line[1..]);
        code.ShouldBe(0, $"{program}: {output}{complaint}");
    }

    private string To(int port) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = User,
        Password = password,
        Database = "postgres",
    }.ConnectionString;
}
