using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Store.Writing;

/// <summary>What commands or facts need to be open, as far as they name it.</summary>
/// <param name="Written">The negotiations whose own streams are written to.</param>
/// <param name="Concerned">All negotiations.</param>
/// <param name="Tracks">The streams of tracks.</param>
/// <param name="Events">The events that may be recorded already.</param>
/// <param name="Things">The things that are made or spoken of.</param>
internal sealed record Opening(HashSet<string> Written, HashSet<string> Concerned, IEnumerable<string> Tracks, IEnumerable<Guid> Events,
    IEnumerable<(Key Negotiation, Thing Thing)> Things)
{
    /// <summary>What is needed to decide on commands.</summary>
    public static Opening Of(IReadOnlyCollection<Command> commands) => new(
        [.. commands.Where(command => command.Concerns is []).Select(command => command.Negotiation.Value)],
        [.. commands.Select(command => command.Negotiation.Value)],
        commands.Where(command => command.Concerns is not []).SelectMany(UnitOfWork.StreamsOf),
        commands.SelectMany(command => RecordedFacts.EventIds(command.Negotiation,
            [.. FactsNamedBy(command), command.CommandId ?? Guid.Empty])),
        commands.SelectMany(command => command.AlsoNames.Concat(command.About is { } thing ? [thing] : []),
            (command, thing) => (command.Negotiation, thing)).Where(named => named.thing.Kind != ThingKind.Incident));

    /// <summary>What is needed to append recorded facts.</summary>
    public static Opening Of(IReadOnlyCollection<Fact> facts) => new(
        [.. facts.Where(fact => fact.Tracks is []).Select(fact => fact.Negotiation.Value)],
        [.. facts.Select(fact => fact.Negotiation.Value)],
        facts.Where(fact => fact.Tracks is not []).SelectMany(UnitOfWork.StreamsOf),
        facts.SelectMany(fact => RecordedFacts.EventIds(fact.Negotiation, [fact.Id])),
        facts.Where(fact => fact.About is { Kind: not ThingKind.Incident }).Select(fact => (fact.Negotiation, fact.About!.Value)));

    /// <summary>The facts of which a command speaks.</summary>
    public static IEnumerable<Guid> FactsNamedBy(Command command) =>
        command.Supersedes is { } replaced ? command.Facts.Append(replaced) : command.Facts;
}
