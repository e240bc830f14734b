using System.Runtime.CompilerServices;
using Marten;
using Negotiations.Service.Queries;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Transfer;

/// <summary>The rows of <c>agreements.csv</c> and <c>proposals.csv</c>: one a thing, by date.</summary>
internal static class CsvLists
{
    /// <summary>The columns of agreements.</summary>
    public static readonly string[] AgreementColumns =
        ["track", "agreement", "title", "stage", "status", "signedOn", "endedOn", "signatories", "thirdParties", "joined", "amendments",
            "contested", "factId"];

    /// <summary>The columns of proposals.</summary>
    public static readonly string[] ProposalColumns =
        ["track", "proposal", "kind", "what", "by", "to", "madeOn", "validUntil", "status", "open", "answers", "outcomes", "contested",
            "factId"];

    /// <summary>The agreements of a negotiation.</summary>
    public static async IAsyncEnumerable<object?[]> Agreements(CsvRequest asked,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var found = await asked.Session.States([asked.Negotiation], asked.From, cancellation)
            .SelectMany(state => AgreementEndpoints.Of(state, AgreementFilter.All)).ToListAsync(cancellation);
        foreach (var item in found.OrderBy(item => item.Position, StringComparer.Ordinal))
        {
            var (view, agreement) = (item.View, item.State.WithContested().Agreements[item.View.Agreement]);
            yield return
            [
                item.Home, view.Agreement, view.Title, view.Stage, view.Status, view.SignedOn, view.EndedOn,
                Names(agreement.Signed!.Signatories, agreement.Signed.SignatoryNames),
                Names(agreement.Signed.ThirdParties, agreement.Signed.ThirdPartyNames),
                agreement.Joined.Select(joined => joined.By), agreement.Amended.Length, view.Contested, item.Maker,
            ];
        }
    }

    /// <summary>The proposals of a negotiation.</summary>
    public static async IAsyncEnumerable<object?[]> Proposals(CsvRequest asked,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var found = await asked.Session.States([asked.Negotiation], asked.From, cancellation)
            .SelectMany(state => ProposalEndpoints.Of(state, ProposalFilter.All, asked.At)).ToListAsync(cancellation);
        foreach (var item in found.OrderBy(item => item.Position, StringComparer.Ordinal))
        {
            var (view, made) = (item.View, item.State.WithContested().Proposals[item.View.Proposal].Made!);
            yield return
            [
                item.Home, view.Proposal, made.Kind, made.What, made.By, made.To, made.Occurred, view.ValidUntil, view.Status, view.Open,
                view.Answers.Length, string.Join(' ', view.Outcomes.Select(outcome => outcome.Thing.ToString())), view.Contested,
                    item.Maker,
            ];
        }
    }

    // Names have blanks, so that they stand apart by semicolons.
    private static string Names<T>(IEnumerable<T> actors, IEnumerable<string> names) =>
        string.Join("; ", actors.Select(actor => $"{actor}").Concat(names));
}
