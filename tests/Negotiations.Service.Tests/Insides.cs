using System.Text.Json;
using CsvHelper;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Service.Bus;
using Negotiations.Service.Commands;
using Negotiations.Service.Sealing;
using Negotiations.Service.Transfer;
using Negotiations.Store.Log;

namespace Negotiations.Service.Tests;

/// <summary>
/// Parts of the service that it shows to this project only, for the drills: what each makes of what strangers send, and how it chains.
/// </summary>
internal static class Insides
{
    /// <summary>The queue on PostgreSQL to which other applications send commands.</summary>
    public static string QueueOnPostgres => Queues.OnPostgres;

    /// <summary>How cells of tables are written.</summary>
    public static CsvWriterOptions Cells => Transfer.Csv.Options;

    /// <summary>A line that names its command.</summary>
    public static (object? Value, Refusal? Refusal) Line(byte[] text) => Of(CommandReader.ReadLine(text));

    /// <summary>The members of a command.</summary>
    public static (object? Value, Refusal? Refusal) Members(string command, byte[] text) => Of(CommandReader.Read(command, text));

    /// <summary>A message from a broker.</summary>
    public static (object? Value, Refusal? Refusal) Message(
        byte[] body, string contentType, string? id, string? command, Func<string, string?> attribute) =>
        Of(new CommandMessage(contentType, id, command, attribute).Read(body));

    /// <summary>A line of an export.</summary>
    public static (object? Value, Refusal? Refusal) Exported(byte[] line) => Of(ImportLine.Of(line));

    /// <summary>A line of an export that carries a sealed list; nothing where it carries something else.</summary>
    public static (object? Value, Refusal? Refusal)? Sealed(byte[] line) => SealedEvent.Read(line) is { } read ? Of(read) : null;

    /// <summary>The next link of a chain; the first where there is none before it.</summary>
    public static string Chained(string? previous, JsonElement data) => Chain.Next(previous ?? Chain.Start, CanonicalJson.Of(data).Span);

    private static (object? Value, Refusal? Refusal) Of<T>(Result<T> read) where T : class => (read.Value, read.Refusal);
}
