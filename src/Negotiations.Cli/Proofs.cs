using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Negotiations.Contracts.Transparency;

namespace Negotiations.Cli;

/// <summary><c>check</c>: whether a log has a fact, or all facts of an export, without a service or a network.</summary>
internal static class Proofs
{
    private const int Shown = 10;

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
        check.SetAction(parsed => Check(parsed.GetValue(file)!, KeysOf(parsed.GetValue(Key)!)));
        root.Subcommands.Add(check);
    }

    /// <summary>The public keys that an option names, the newest last: a file may list keys of earlier times too.</summary>
    /// <exception cref="ServiceException">It names none.</exception>
    internal static VerifierKey[] KeysOf(string told) =>
        (File.Exists(told) ? File.ReadAllLines(told) : [told]).Select(VerifierKey.Read).OfType<VerifierKey>().ToArray() is [_, ..] keys
            ? keys
            : throw new ServiceException("--log-key is no public key of a log, such as name+1a2b3c4d+base64, nor a file that holds one.",
                ExitCode.Usage);

    private static int Check(string file, VerifierKey[] keys)
    {
        using var reader = new StreamReader(Files.Open(file), Encoding.UTF8);
        try
        {
            return reader.Peek() == '{' ? Export(Lines(reader), keys) : One(reader.ReadToEnd(), keys);
        }
        catch (JsonException fault)
        {
            throw new ServiceException($"{file} can't be checked: {fault.Message}"
                + (fault.InnerException is JsonException { Path: null } why ? $" ({why.Message})." : "."), ExitCode.Usage);
        }
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static int One(string text, VerifierKey[] keys)
    {
        if (LogProof.Read(text) is not { } proof)
            throw new ServiceException("This is neither a proof of a log nor an export.", ExitCode.Usage);
        if (proof.Fault(keys) is { } fault)
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

    private static int Export(IEnumerable<string> lines, VerifierKey[] keys)
    {
        var check = ExportCheck.Of(lines, keys);
        var found = check.Faults.Concat(check.LeftOut.Select(fact => (Fact: fact, Fault: "the log has it, and the export leaves it out")));
        foreach (var alike in found.GroupBy(one => one.Fault))
            Console.Error.WriteLine($"{string.Join(", ", alike.Take(Shown).Select(one => one.Fact))}"
                + $"{(alike.Count() > Shown ? $" and {alike.Count() - Shown} more" : "")}: {alike.Key}.");
        if (check.Statement is not { } statement)
            Console.Error.WriteLine("No key that you trust signed how many facts this export must have: it may leave out anything.");
        else
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"An export of {statement.Negotiation}, which had {statement.Facts} facts when the log had {statement.Size} entries."));
        if (check.Former > 0) Console.WriteLine($"{check.Former} facts were stored in an earlier form, of which this log can't tell.");
        if (check.Sealed > 0) Console.WriteLine($"{check.Sealed} sealed lists go along; the proofs are not about them.");
        Console.WriteLine($"{check.Proven} facts are what the log has, {check.Faults.Count} are not, "
            + $"{check.LeftOut.Count + check.Lacking} are left out.");
        return check.Holds ? 0 : ExitCode.Differences;
    }
}
