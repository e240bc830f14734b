using System.Collections.Frozen;

namespace Negotiations.Service.Recording;

/// <summary>Every command there is, by the name under which it is posted.</summary>
internal static class CommandCatalog
{
    private static readonly FrozenDictionary<string, Type> Commands = new[]
    {
        typeof(OpenNegotiation), typeof(AddActor), typeof(ChangeActor), typeof(OpenTrack),
        typeof(ScheduleRound), typeof(RecordTalks),
        typeof(RecordMemo), typeof(RecordMemoAnswer),
        typeof(RecordPosition),
        typeof(RecordChildList),
        typeof(RecordExchangeAgreement),
        typeof(RecordCommitment),
        typeof(RecordIncident), typeof(RecordLegalAction),
        typeof(ClaimFigure),
    }.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The names of all commands.</summary>
    public static IEnumerable<string> Names => Commands.Keys.Order(StringComparer.Ordinal);

    /// <summary>The command of a name; null when there is none.</summary>
    public static Type? Find(string name) => Commands.GetValueOrDefault(name);
}
