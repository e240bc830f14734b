using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary>
/// <c>context add</c>, <c>use</c>, <c>list</c> and <c>remove</c>: services with their keys, in a file of the user's. A key goes to the
/// service
/// that it was stored for, and to no other.
/// </summary>
internal static class Contexts
{
    private static readonly Argument<string> Name = new("name") { Description = "What you call the service." };

    private static string File => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "negotiations",
        "contexts.json");

    /// <summary>A service with a key.</summary>
    /// <param name="Name">What the user calls it.</param>
    /// <param name="Server">Its address.</param>
    /// <param name="Key">The key for it.</param>
    /// <param name="IsUsed">Whether it is the one that is meant where nothing else is told.</param>
    internal sealed record Context(string Name, Uri Server, string Key, bool IsUsed);

    public static void AddTo(RootCommand root) =>
        root.Subcommands.Add(new Command("context", "Services with their keys: each key goes to its own service only.")
        {
            Add(), Use(), List(), Remove()
        });

    /// <summary>The contexts that are stored.</summary>
    public static ImmutableArray<Context> All()
    {
        try
        {
            return OwnFiles.Read(Path.GetDirectoryName(File)!, Path.GetFileName(File)) is { } text
                ? JsonSerializer.Deserialize<ImmutableArray<Context>>(text) : [];
        }
        catch (JsonException)
        {
            throw new ServiceException($"{File} can't be read: mend or remove it.", ExitCode.Usage);
        }
    }

    private static Command Add()
    {
        var command = new Command("add",
            "Stores a key (of --key, NEGOTIATIONS_KEY or the standard input) for the service of --server, and uses it from now on.")
            { Name };
        command.SetAction(async (parsed, cancellation) =>
        {
            var server = Target.AddressOf(parsed) ?? throw new ServiceException("Name the service with --server.", ExitCode.Usage);
            var key = Target.KeyOf(parsed) ?? (await Console.In.ReadLineAsync(cancellation))?.Trim();
            if (key is not { Length: > 0 }) throw new ServiceException("Give the key by the standard input.", ExitCode.Usage);
            var name = parsed.GetValue(Name)!;
            Save([.. All().Where(other => other.Name != name).Select(other => other with { IsUsed = false }),
                new Context(name, server, key, IsUsed: true)]);
        });
        return command;
    }

    private static Command Use()
    {
        var command = new Command("use", "Takes this one where neither --server nor --context is told.") { Name };
        command.SetAction(parsed =>
        {
            var wanted = Named(parsed.GetValue(Name)!);
            Save([.. All().Select(other => other with { IsUsed = other.Name == wanted.Name })]);
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists them, without their keys.");
        command.SetAction(parsed =>
        {
            var all = All().OrderBy(one => one.Name, StringComparer.Ordinal);
            if (Connection.IsJsonAsked(parsed))
                foreach (var one in all)
                    Screen.Print(new JsonObject { ["name"] = one.Name, ["server"] = $"{one.Server}", ["isUsed"] = one.IsUsed });
            else Screen.Print(["name", "service", "used"], all.Select(one => new[] { one.Name, $"{one.Server}", one.IsUsed ? "yes" : "" }),
                "No context is stored; negotiations context add NAME --server URL stores one.");
        });
        return command;
    }

    private static Command Remove()
    {
        var command = new Command("remove", "Forgets one, with its key.") { Name };
        command.SetAction(parsed =>
        {
            var unwanted = Named(parsed.GetValue(Name)!);
            Save([.. All().Where(other => other.Name != unwanted.Name)]);
        });
        return command;
    }

    /// <summary>The context of a name.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public static Context Named(string name) => All().FirstOrDefault(one => one.Name == name)
        ?? throw new ServiceException($"No context is called '{name}'; negotiations context list tells which there are.", ExitCode.Usage);

    private static void Save(ImmutableArray<Context> all) => OwnFiles.Write(File, JsonSerializer.Serialize(all));
}
