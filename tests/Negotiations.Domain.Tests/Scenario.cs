using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>
/// Given some facts, when a command comes, then it becomes a fact or is refused. The command is decided on what the service would
/// decide it on: who holds the ids of things, on which tracks these are, which facts are known and what each counts for.
/// </summary>
internal sealed class Scenario
{
    public static readonly Key RussiaUkraine = Key.Of("russia-ukraine");
    public static readonly ActorKey Ua = ActorKey.Of("ua"), Ru = ActorKey.Of("ru"), Tr = ActorKey.Of("tr"),
        Umerov = ActorKey.Of("ua/umerov"), Nobody = ActorKey.Of("nobody");
    public static readonly ImmutableArray<Key> OnTalks = [Key.Of("talks")], OnTerms = [Key.Of("terms")], OnRemains = [Key.Of("remains")];
    public static readonly Occurrence June2 = Occurrence.Of("2025-06-02");
    public static readonly Report Newspaper = new() { Source = new Source { Publisher = "A newspaper" } };
    public static readonly DateTimeOffset Now = new(2025, 6, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly ImmutableArray<Fact> facts;
    private readonly Dictionary<Key, Track> tracks;

    private Scenario(IEnumerable<Fact> facts)
    {
        this.facts = [.. facts.Select(Complete)];
        tracks = OwnFacts.SelectMany(fact => fact.Holders()).Distinct().ToDictionary(key => key, key => Fold(key));
    }

    /// <summary>Nothing was opened yet.</summary>
    public static Scenario Nothing => new([]);

    /// <summary>A negotiation with the actors ua, ua/umerov, ru and tr, the tracks talks, terms and remains, and these facts.</summary>
    public static Scenario Given(params IEnumerable<Fact> facts) => new([
        new NegotiationOpened("Russia and Ukraine", null),
        .. new[] { Ua, Ru, Tr, Umerov }.Select(actor => new ActorAdded(actor, $"{actor}",
            actor.Member is null ? ActorKind.State : ActorKind.Person, null, ImmutableSortedDictionary<string, string>.Empty)),
        .. new[] { OnTalks, OnTerms, OnRemains }.Select(track => new TrackOpened($"{track[0]}", Subject.Other, null) { Tracks = track }),
        .. facts]);

    /// <summary>The id of the fact with a number.</summary>
    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    /// <summary>A list of so many items.</summary>
    public static ImmutableArray<T> Many<T>(int count, Func<int, T> item) => [.. Enumerable.Range(0, count).Select(item)];

    public static Quantity Exactly(long value, Basis basis = Basis.Unspecified) => Quantity.Exactly(value, basis).Value!;

    /// <summary>With further facts, known later.</summary>
    public Scenario And(params IEnumerable<Fact> further) => new(facts.Concat(further));

    /// <summary>What becomes of a command.</summary>
    public Decision When(Command command) => new(command, ContextOf(command), Concerned(command).Further);

    private IEnumerable<Fact> OwnFacts => facts.Where(fact => fact.Negotiation == RussiaUkraine);

    private DecisionContext ContextOf(Command command)
    {
        var (concerned, further, hasIncident) = Concerned(command);
        return new DecisionContext(Negotiation.Fold(RussiaUkraine, OwnFacts.Where(fact => fact.Tracks is [])),
            [.. concerned.Concat(further).Select(On)],
            Now)
        {
            Replaces = command.Supersedes,
            HasIncident = hasIncident,
            Holder = command.Makes is { Kind: not ThingKind.Incident } thing && Makers(thing)
                .FirstOrDefault(maker => maker.IsPlan == command.IsPlan && maker.Id != command.Supersedes) is { } holder
                ? (holder.Id, holder.Tracks[0]) : null,
            Facts = Known(command),
            Suggest = (unknown, known) => $" (asked for '{unknown}' among {string.Join(", ", known)})",
        };
    }

    /// <summary>The tracks on which a command's fact counts, and those that hold it because it names something of theirs.</summary>
    public (Key[] Tracks, Key[] Further, bool HasIncident) Concerned(Command command)
    {
        Thing[] named = command.Makes is null && command.Names is { } thing ? [thing] : [];
        Key[] tracks = [.. command.Concerns.Concat(named.SelectMany(HoldersOf)).Distinct()];
        return (tracks, [.. command.AlsoNames.SelectMany(HoldersOf).Distinct().Except(tracks)],
            named.Concat(command.AlsoNames).Any(one => one.Kind == ThingKind.Incident && HoldersOf(one) is not []));
    }

    private Key[] HoldersOf(Thing thing)
    {
        Key[] holders = [.. OwnFacts.Where(fact => fact.Makes == thing).SelectMany(fact => fact.Tracks)];
        return thing.Kind == ThingKind.Incident || holders.Any(track => On(track).Holds(thing)) ? holders : [];
    }

    private ImmutableDictionary<Guid, KnownFact> Known(Command command)
    {
        var found = new Dictionary<Guid, Fact>();
        var next = command.Supersedes is { } replaced ? command.Facts.Append(replaced).ToHashSet() : command.Facts.ToHashSet();
        while (facts.Where(fact => fact.Tracks is not [] && next.Contains(fact.Id) && found.TryAdd(fact.Id, fact))
            .ToArray() is { Length: > 0 } more)
            next = [.. more.SelectMany(fact => fact.Corrects()).Select(said => said.Fact)];
        return found.Values.ToImmutableDictionary(fact => fact.Id, fact => new KnownFact(fact, [.. fact.Holders().Select(On)])
        {
            Rivals = fact.Makes is { Kind: not ThingKind.Incident } thing
                ? [.. Makers(thing).Where(maker => maker.IsPlan == fact.IsPlan && maker.Id != fact.Id).Select(maker => maker.Id)] : [],
        });
    }

    private IEnumerable<Fact> Makers(Thing thing) => tracks.Values.SelectMany(track => track.Makers(thing)).DistinctBy(maker => maker.Id)
        .OrderBy(maker => maker.Id);

    private Track On(Key track) => tracks.GetValueOrDefault(track) ?? Fold(track);

    private Track Fold(Key track) => Track.Fold(RussiaUkraine, track, OwnFacts.Where(fact => fact.Holders().Contains(track)));

    // What a test leaves out: recorded a minute after the fact before it, long before now.
    private static Fact Complete(Fact fact, int index) => fact with
    {
        Id = fact.Id == Guid.Empty ? Id(1_000 + index) : fact.Id,
        Negotiation = fact.Negotiation ?? RussiaUkraine,
        Tracks = fact.Tracks is [] && fact is not (NegotiationOpened or NegotiationChanged or ActorAdded or ActorChanged) ? OnRemains
            : fact.Tracks,
        Occurred = fact.Occurred ?? June2,
        Report = fact.Report ?? (fact.IsSetup ? null : Newspaper),
        Recorded = fact.Recorded ?? new Recorded(Now.AddDays(-10).AddMinutes(index), "a test"),
    };
}
