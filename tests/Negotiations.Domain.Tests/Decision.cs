using System.Collections.Immutable;
using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Tests;

/// <summary>What becomes of a command: a fact, or refusals that say what is wrong, where, and what to do.</summary>
internal sealed record Decision(Command Command, DecisionContext Context, Key[] Further)
{
    public ImmutableArray<Refusal> Refusals { get; } = [.. Checks.Envelope(Command, Context), .. Command.Validate(Context)];

    /// <summary>The fact that it becomes; fails where it is refused.</summary>
    public Fact Fact()
    {
        Refusals.ShouldBeEmpty($"{Command} should be accepted");
        return Command.Handle(Context);
    }

    /// <summary>The fact with the envelope of the command, as it is given to what comes after it.</summary>
    public Fact Recorded()
    {
        var fact = Fact();
        var spokenOf = Command.Facts.SelectMany(spoken => Context.Facts[spoken].Fact.Holders());
        var tracks = Context.Tracks.Select(track => track.Key).Except(Further);
        var (own, others) = Command.Makes is null ? (tracks.Concat(spokenOf), Further) : (tracks, Further.Concat(spokenOf));
        return fact with
        {
            Id = Command.CommandId ?? fact.Id,
            Tracks = [.. own.Distinct()],
            AlsoOn = [.. others.Except(own).Distinct()],
            Occurred = fact.Occurred ?? Command.Occurred!,
            Supersedes = Command.Supersedes,
            Report = Command.Report,
            Note = Command.Note,
            Attributes = Command.Attributes,
            ExternalIds = Command.ExternalIds,
            Urls = Command.Urls,
        };
    }

    /// <summary>It becomes this fact: all that it says, without the envelope that the recorder puts around it.</summary>
    public void Then(Fact expected)
    {
        var fact = Fact();
        fact.ShouldBeOfType(expected.GetType());
        Json(fact).ShouldBe(Json(expected));
    }

    /// <summary>It is recorded.</summary>
    public void ThenAccepted() => Fact();

    /// <summary>A rule forbids it; nothing else does.</summary>
    public void ThenRefused(string code, string? field, params string[] details) => Only(RefusalKind.Rule, code, field, details);

    /// <summary>It clashes with what is recorded; nothing else forbids it.</summary>
    public void ThenConflicts(string code, string? field, params string[] details) => Only(RefusalKind.Conflict, code, field, details);

    /// <summary>It lacks what it needs; nothing else forbids it.</summary>
    public void ThenMalformed(string code, string? field, params string[] details) => Only(RefusalKind.Malformed, code, field, details);

    /// <summary>A rule forbids it, among others.</summary>
    public void ThenRefusedAmongOthers(string code, string? field, params string[] details)
    {
        Refusals.Select(refusal => (refusal.Code, refusal.Field)).ShouldContain((code, field));
        ShouldSay(Refusals.First(refusal => (refusal.Code, refusal.Field) == (code, field)), RefusalKind.Rule, details);
    }

    private void Only(RefusalKind kind, string code, string? field, string[] details)
    {
        Refusals.Select(refusal => (refusal.Code, refusal.Field)).ShouldBe([(code, field)]);
        ShouldSay(Refusals[0], kind, details);
    }

    private static void ShouldSay(Refusal refusal, RefusalKind kind, string[] details)
    {
        refusal.Kind.ShouldBe(kind);
        foreach (var detail in details) refusal.Detail.ShouldContain(detail, Case.Sensitive);
    }

    private static string Json(Fact fact) => JsonSerializer.Serialize(fact, fact.GetType(), Formats.Stored);
}
