using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Negotiations.Service.Tests;

/// <summary>The command line sends a key to the service that it is for, and to no other.</summary>
public sealed class CliKeyTests : IDisposable
{
    private const string Key = "neg_0000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("negotiations-cli-");
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public CliKeyTests() => listener.Start();

    private string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        listener.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_address_that_somebody_else_put_into_a_folder_above_gets_no_key()
    {
        Assert.SkipWhen(!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows(), "giving a file to somebody else takes root");
        Put("address", Address);
        Put("operator.key", Key);
        await Shell($"chown -R nobody '{folder.FullName}/.data'");

        var (_, complaint) = await Status("", $"NEGOTIATIONS_KEY={Key}");

        listener.Pending().ShouldBeFalse();
        complaint.ShouldContain(".data belongs to somebody else");
    }

    [Fact]
    public async Task An_address_of_a_file_that_is_not_on_this_machine_gets_no_key()
    {
        Put("address", "https://negotiations.example");

        var (exitCode, complaint) = await Status("", $"NEGOTIATIONS_KEY={Key}");

        exitCode.ShouldBe(2);
        complaint.ShouldContain("not on this machine. Name the service with --server");
    }

    [Fact]
    public async Task No_key_goes_over_the_network_in_clear()
    {
        var (exitCode, complaint) = await Status($"--server http://192.0.2.7:5080 --key {Key}");

        exitCode.ShouldBe(2);
        complaint.ShouldContain("Use https://");
    }

    [Fact]
    public async Task The_services_own_folder_tells_its_address_and_its_key()
    {
        Put("address", Address);
        Put("operator.key", Key);

        (await Heard(() => Status(""))).ShouldContain(Key);
    }

    [Fact]
    public async Task A_stored_key_goes_to_its_own_service_only()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await Shell($"{Command} context add desk --server {Address} --key {Key}");
        var file = Path.Combine(folder.FullName, "negotiations", "contexts.json");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        (await Heard(() => Status(""))).ShouldContain(Key);
        (await Heard(() => Status("--context desk"))).ShouldContain(Key);
        (await Heard(() => Status($"--server {Address}"))).ShouldContain(Key);
        (await Heard(() => Status($"--server http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"), other)).ShouldNotContain("neg_");
        (await Shell($"{Command} context list")).Output.ShouldNotContain("neg_");
        (await Shell($"{Command} context remove desk && {Command} context use desk")).ExitCode.ShouldBe(2);
    }

    private static string Command => $"dotnet {Path.Combine(AppContext.BaseDirectory, "negotiations.dll")}";

    private void Put(string name, string content)
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, ".data"));
        File.WriteAllText(Path.Combine(folder.FullName, ".data", name), content);
    }

    // What a service hears that answers nothing.
    private async Task<string> Heard(Func<Task> ask, TcpListener? at = null)
    {
        var asking = ask();
        using var client = await (at ?? listener).AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var heard = new byte[8192];
        var length = await client.GetStream().ReadAsync(heard, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken);
        await asking;
        return Encoding.ASCII.GetString(heard, 0, length);
    }

    private async Task<(int ExitCode, string Complaint)> Status(string options, string environment = "")
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "deeper"));
        var (exitCode, _, complaint) = await Shell($"cd deeper && {environment} {Command} status {options}");
        return (exitCode, complaint);
    }

    private async Task<(int ExitCode, string Output, string Complaint)> Shell(string line)
    {
        var start = new System.Diagnostics.ProcessStartInfo("bash", ["-c", line]) { WorkingDirectory = folder.FullName };
        start.Environment["XDG_CONFIG_HOME"] = folder.FullName;
        foreach (var variable in new[] { "NEGOTIATIONS_KEY", "NEGOTIATIONS_SERVER" }) start.Environment.Remove(variable);
        return await Programs.Run(start);
    }
}
