using System.Reflection;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Time;
using Negotiations.Service.Http;

namespace Negotiations.Service.Queries;

/// <summary>Which promises are asked for.</summary>
/// <param name="Status">How far they are kept: open, overdue, or a status of a leg, a commitment or a memo.</param>
/// <param name="DueBefore">A date before which they are due.</param>
/// <param name="Party">Who owes them or is owed.</param>
/// <param name="Category">Who or what is handed over, or the subject of the track.</param>
internal sealed record CommitmentFilter(string? Status, DateOnly? DueBefore, ActorKey? Party, string? Category)
    : IQueryPart, IBindableFromHttpContext<CommitmentFilter>
{
    private const string Open = "open", Overdue = "overdue";

    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names = ["status", "dueBefore", "party", "category"];

    private static readonly string[] Statuses =
        [Open, Overdue, Promise.NoReport, .. Words.All<LegStatus>(), .. Words.All<Assessment>(), .. Words.All<MemoAnswer>()];

    private static readonly string[] Categories = [.. Words.All<LegCategory>().Union(Words.All<Subject>())];

    /// <inheritdoc/>
    public Refusal? Refusal { get; private init; }

    /// <inheritdoc/>
    public static ValueTask<CommitmentFilter?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var read = Read(context.Request.Query);
        return ValueTask.FromResult<CommitmentFilter?>(read.Value
            ?? new CommitmentFilter(null, null, null, null) { Refusal = read.Refusal });
    }

    /// <summary>Whether a promise is asked for.</summary>
    public bool Takes(CommitmentList.Item item) =>
        Status switch { null => true, Open => item.Open, Overdue => item.Overdue, _ => item.Status == Status }
        && (DueBefore is not { } day || item.Due?.Deadline().Moment < Days.Start(day))
        && (Party is null || item.By.Concat(item.To).Any(actor => actor == Party || actor.Actor.Value == Party.ToString()))
        && (Category is null || item.Category == Category);

    private static Result<CommitmentFilter> Read(IQueryCollection query)
    {
        if ((QueryParameters.Unknown(query, "status", Statuses) ?? QueryParameters.Unknown(query, "category", Categories)
            ?? QueryParameters.BadParty(query)) is { } misread) return misread;
        return QueryParameters.TryDate("dueBefore", query["dueBefore"].FirstOrDefault(), out var dueBefore, out var refusal)
            ? new CommitmentFilter(query["status"].FirstOrDefault(), dueBefore, QueryParameters.Party(query),
                query["category"].FirstOrDefault())
            : refusal!;
    }
}
