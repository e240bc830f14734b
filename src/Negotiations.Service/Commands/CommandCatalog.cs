using System.Collections.Frozen;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Ledgers;

namespace Negotiations.Service.Commands;

/// <summary>Every command that can be posted, by its name.</summary>
internal static class CommandCatalog
{
    private static readonly FrozenDictionary<string, Type> Commands =
        FactTypes.All.Select(type => type.Command).Where(command => command != typeof(NoteDeadline))
            .ToFrozenDictionary(command => command.Name, StringComparer.Ordinal);

    /// <summary>The names of all commands.</summary>
    public static IEnumerable<string> Names => Commands.Keys.Order(StringComparer.Ordinal);

    /// <summary>The command of a name; null when there is none.</summary>
    public static Type? Find(string name) => Commands.GetValueOrDefault(name);
}
