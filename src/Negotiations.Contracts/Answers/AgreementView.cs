using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Negotiations.Domain;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Contracts.Answers;

/// <summary>An agreement, who joined it, how it was changed and how it ended.</summary>
/// <param name="Agreement">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Stage">Its stage in the process, by the codes of PA-X.</param>
/// <param name="Status">inForce, or how it ended: ended, superseded, withdrawn, annulled.</param>
/// <param name="Orphaned">Whether no fact that makes it counts.</param>
/// <param name="Contested">Whether a second voice denies it.</param>
/// <param name="SignedOn">When it was signed.</param>
/// <param name="EndedOn">When it ended; null while it is in force.</param>
/// <param name="Signed">That it was signed: by whom, with whom.</param>
/// <param name="Joined">Who joined it, in world order.</param>
/// <param name="Amended">Its changes, in world order.</param>
/// <param name="Ends">Its end and the withdrawals from it, in world order.</param>
public sealed record AgreementView(
    Key Agreement, string? Title, AgreementStage? Stage, string Status, bool Orphaned, bool Contested, Occurrence? SignedOn,
    Occurrence? EndedOn, JsonObject? Signed, ImmutableArray<JsonObject> Joined, ImmutableArray<JsonObject> Amended,
    ImmutableArray<JsonObject> Ends)
{
    /// <summary>Of an agreement in a track's state.</summary>
    public static AgreementView Of(Key key, Agreement agreement, Track state) => new(
        key, agreement.Signed?.Title, agreement.Signed?.Stage, agreement.Status, agreement.Signed is null,
        state.IsContested(new Thing(ThingKind.Agreement, key)), agreement.Signed?.Occurred, agreement.Ended?.Occurred,
        FactView.Stated(agreement.Signed), All(agreement.Joined), All(agreement.Amended), All(agreement.Ends));

    private static ImmutableArray<JsonObject> All<T>(ImmutableArray<T> facts) where T : Fact =>
        [.. facts.Select(fact => FactView.Stated(fact)!)];

    /// <summary>An agreement, its negotiation and its home track, with what data sets say beside it.</summary>
    public sealed record Item(Key Negotiation, Key Track, AgreementView Agreement)
    {
        /// <summary>What a data set says beside it, by namespaced name.</summary>
        public IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; } =
            ImmutableSortedDictionary<string, AttributeValue>.Empty;

        /// <summary>Its ids in other data sets, by data set.</summary>
        public IReadOnlyDictionary<string, string> ExternalIds { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

        /// <summary>Further addresses at which it can be read about.</summary>
        public ImmutableArray<string> Urls { get; init; } = [];
    }
}
