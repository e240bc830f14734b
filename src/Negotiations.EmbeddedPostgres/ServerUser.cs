namespace Negotiations.EmbeddedPostgres;

/// <summary>The user that the server runs as: the caller, or, as PostgreSQL refuses to run as root, an unprivileged one.</summary>
/// <param name="Name">The unprivileged user; null when the caller's own will do.</param>
/// <param name="Group">That user's group number.</param>
internal sealed record ServerUser(string? Name, string? Group)
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    public static ServerUser Current()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" && !Environment.IsPrivilegedProcess)
            return new ServerUser(null, null);
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3)
            .ToDictionary(fields => fields[0], fields => fields[3]);
        return Candidates.FirstOrDefault(users.ContainsKey) is { } name
            ? new ServerUser(name, users[name])
            : throw new EmbeddedPostgresException("PostgreSQL refuses to run as root, and there is neither a user 'postgres' nor 'nobody': "
                + "start as another user, or set ConnectionStrings__Negotiations");
    }

    /// <summary>Runs a program as this user.</summary>
    public Task<(int ExitCode, string Output)> Run(string program, IEnumerable<string> arguments, string workingFolder,
        CancellationToken cancellation) =>
        Name is null
            ? ProcessRun.Capture(program, arguments, cancellation, workingFolder)
            : ProcessRun.Capture("setpriv", [$"--reuid={Name}", $"--regid={Group}", "--clear-groups", "--", program, .. arguments],
                cancellation, workingFolder);

    /// <summary>Gives a file or folder to this user.</summary>
    public async Task Own(string path, CancellationToken cancellation)
    {
        if (Name is null) return;
        var (code, output) = await ProcessRun.Capture("chown", [$"{Name}:{Group}", path], cancellation);
        if (code != 0) throw new EmbeddedPostgresException($"{path} could not be given to the user {Name}: {output}");
    }

    /// <summary>Whether this user can pass through every folder on the way to a path.</summary>
    public async Task<bool> Reaches(string folder, CancellationToken cancellation) =>
        Name is null || (await Run("test", ["-x", folder], "/", cancellation)).ExitCode == 0;
}
