using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Tests;

/// <summary>
/// The rules of the commands on one subject, as far as they are alike for all subjects: the tests of <see cref="SharedRuleTests"/> go
/// over all of them.
/// </summary>
internal sealed record RuleRows
{
    /// <summary>What is recorded already.</summary>
    public Fact[] Given { get; init; } = [];

    /// <summary>One for each command: what is accepted, and the whole fact that it becomes.</summary>
    public Example[] Accepted { get; init; } = [];

    /// <summary>Each place where an actor may stand, and must be one of the negotiation.</summary>
    public ActorRow[] Actors { get; init; } = [];

    /// <summary>Each place for a text, with its limit.</summary>
    public TextRow[] Texts { get; init; } = [];

    /// <summary>Each place for an address on the web.</summary>
    public UrlRow[] Urls { get; init; } = [];

    /// <summary>Each list, and how many items it needs.</summary>
    public ListRow[] Lists { get; init; } = [];

    /// <summary>Each list in which something may stand once only, with something that stands twice.</summary>
    public TwiceRow[] Twice { get; init; } = [];

    /// <summary>Each place where a thing is named, which must be known.</summary>
    public ThingRow[] Things { get; init; } = [];

    /// <summary>Every subject.</summary>
    public static RuleRows[] All =>
    [
        SetupRuleTests.Rows, LifecycleRuleTests.Rows, TalksRuleTests.Rows, PapersRuleTests.Rows, PositionRuleTests.Rows,
            CommitmentRuleTests.Rows,
        ExchangeRuleTests.Rows, ChildrenRuleTests.Rows, CeasefireRuleTests.Rows, AgreementRuleTests.Rows, ContextRuleTests.Rows,
        CorrectionRuleTests.Rows, FigureRuleTests.Rows, DeadlineRuleTests.Rows, EnvelopeRuleTests.Rows,
        ProposalRuleTests.Rows, CoverageRuleTests.Rows,
    ];
}

/// <summary>A command that is accepted, and the fact that it becomes.</summary>
internal sealed record Example(Command Command, Fact Fact);

/// <summary>A row is named by its command and the member at fault.</summary>
internal abstract record Row(string Field, Command Sample)
{
    public virtual string Name => $"{Sample.ToString()} {Field}";
}

internal sealed record ActorRow(string Field, Func<ActorKey, Command> With) : Row(Field, With(Scenario.Nobody));

internal sealed record TextRow(string Field, int Limit, Func<string, Command> With) : Row(Field, With("x"));

internal sealed record UrlRow(string Field, Func<string, Command> With) : Row(Field, With("x"));

internal sealed record ListRow(string Field, int Least, Func<int, Command> With) : Row(Field, With(1));

internal sealed record TwiceRow(string Field, string Item, Command Command) : Row(Field, Command);

internal sealed record ThingRow(string Field, ThingKind Kind, Func<Key, Command> With) : Row(Field, With(Key.Of("unheard-of")))
{
    public override string Name => $"{base.Name} {Words.Of(Kind)}";
}
