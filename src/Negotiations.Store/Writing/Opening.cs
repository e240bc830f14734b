using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Store.Writing;

/// <summary>What commands or facts need to be open, as far as they name it.</summary>
/// <param name="Concerned">The negotiations.</param>
/// <param name="Tracks">The streams of tracks.</param>
/// <param name="Events">The events that may be recorded already.</param>
/// <param name="Things">The things that are made or spoken of.</param>
/// <param name="SpokenOf">The facts of which commands speak, and may correct.</param>
internal sealed record Opening(HashSet<string> Concerned, IEnumerable<string> Tracks, IEnumerable<Guid> Events,
    IReadOnlyCollection<(Key Negotiation, Thing Thing)> Things, IEnumerable<Guid> SpokenOf)
{
    /// <summary>What is needed to decide on commands.</summary>
    public static Opening Of(IReadOnlyCollection<Command> commands) => new(
        [.. commands.Select(command => command.Negotiation.Value)],
        commands.Where(command => command.Concerns is not []).SelectMany(UnitOfWork.StreamsOf),
        commands.SelectMany(command => RecordedFacts.EventIds(command.Negotiation,
            [.. FactsNamedBy(command), command.CommandId ?? Guid.Empty])),
        [.. commands.SelectMany(command => command.AlsoNames.Concat(command.About is { } thing ? [thing] : []),
            (command, thing) => (command.Negotiation, thing)).Where(named => named.thing.Kind != ThingKind.Incident)],
        commands.SelectMany(FactsNamedBy));

    /// <summary>What is needed to append recorded facts.</summary>
    public static Opening Of(IReadOnlyCollection<Fact> facts) => new(
        [.. facts.Select(fact => fact.Negotiation.Value)],
        facts.Where(fact => fact.Tracks is not []).SelectMany(UnitOfWork.StreamsOf),
        facts.SelectMany(fact => RecordedFacts.EventIds(fact.Negotiation, [fact.Id])),
        [.. facts.Where(fact => fact.About is { Kind: not ThingKind.Incident }).Select(fact => (fact.Negotiation, fact.About!.Value))],
        facts.SelectMany(fact => fact.Corrects()).Select(correction => correction.Fact));

    /// <summary>The facts of which a command speaks.</summary>
    public static IEnumerable<Guid> FactsNamedBy(Command command) =>
        command.Supersedes is { } replaced ? command.Facts.Append(replaced) : command.Facts;
}
