using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Negotiations.Contracts.Transparency;

namespace Negotiations.Cli;

/// <summary><c>check</c>: whether a log has a fact, or all facts of an export, without a service or a network.</summary>
internal static class Proofs
{
    private static readonly Option<string> Key = new("--log-key")
    {
        Description = "The public key of the log, or a file that holds it; GET /log tells it. Get it from somewhere else than the proof.",
        Required = true,
        HelpName = "KEY",
    };

    public static void AddTo(RootCommand root)
    {
        var file = new Argument<string>("file") { Description = "A proof, as GET /facts/{id}/proof gave it, or an export." };
        var check = new Command("check", "Check that the log has a fact, or all facts of an export; no service is asked.") { file, Key };
        check.SetAction(parsed => Check(parsed.GetValue(file)!, KeyOf(parsed.GetValue(Key)!)));
        root.Subcommands.Add(check);
    }

    private static VerifierKey KeyOf(string told) =>
        (File.Exists(told) ? File.ReadAllLines(told) : [told]).Select(VerifierKey.Read).LastOrDefault(key => key is not null)
            ?? throw new ServiceException("--log-key is no public key of a log, such as name+1a2b3c4d+base64, nor a file that holds one.",
                ExitCode.Usage);

    private static int Check(string file, VerifierKey key)
    {
        using var reader = new StreamReader(Files.Open(file), Encoding.UTF8);
        try
        {
            return reader.Peek() == '{' ? Export(Lines(reader), key) : One(reader.ReadToEnd(), key);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ServiceException($"{file} can't be read: {fault.Message}", ExitCode.Usage);
        }
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static int One(string text, VerifierKey key)
    {
        if (LogProof.Read(text) is not { } proof)
            throw new ServiceException("This is neither a proof of a log nor an export.", ExitCode.Usage);
        if (proof.Fault(key) is { } fault)
        {
            Console.Error.WriteLine($"It does not hold: {fault}.");
            return ExitCode.Differences;
        }
        var checkpoint = Checkpoint.Of(proof.Note)!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"It holds: entry {proof.Index} of {checkpoint.Size} of the log {checkpoint.Origin} is"));
        Console.WriteLine(Encoding.UTF8.GetString(proof.Entry));
        return 0;
    }

    private static int Export(IEnumerable<string> lines, VerifierKey key)
    {
        var check = ExportCheck.Of(lines, key);
        foreach (var (fact, fault) in check.Faults) Console.Error.WriteLine($"{fact}: {fault}.");
        foreach (var fact in check.LeftOut) Console.Error.WriteLine($"{fact}: the log has it, and the export leaves it out.");
        if (check.Statement is not { } statement)
            Console.Error.WriteLine("The key that you trust signed nothing about this export: it may leave out anything.");
        else
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"An export of {statement.Negotiation}, which had {statement.Facts} facts when the log had {statement.Size} entries."));
        Console.WriteLine($"{check.Proven} facts are what the log has, {check.Faults.Count} are not, {check.LeftOut.Count + check.Lacking} "
            + "are left out.");
        return check.Holds ? 0 : ExitCode.Differences;
    }
}
