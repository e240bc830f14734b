using System.Collections.Immutable;
using Negotiations.Contracts;
using Negotiations.Domain;

namespace Negotiations.Service.Access;

/// <summary>A role, for one negotiation or for all; as text <c>editor</c> or <c>editor:russia-ukraine</c>.</summary>
/// <param name="Role">The role.</param>
/// <param name="Negotiation">The negotiation; null for all.</param>
public sealed record Grant(AccessRole Role, string? Negotiation)
{
    // Every request reads grants.
    private static readonly Dictionary<string, AccessRole> ByWord = Enum.GetValues<AccessRole>()
        .ToDictionary(role => Words.Of(role), StringComparer.Ordinal);

    /// <summary>Every role, for all negotiations.</summary>
    public static readonly ImmutableArray<Grant> Everything = [.. Enum.GetValues<AccessRole>().Select(role => new Grant(role, null))];

    /// <summary>What the role permits.</summary>
    public Rights Permits => Role switch
    {
        AccessRole.Recorder => Rights.Read | Rights.Record,
        AccessRole.Editor => Rights.Read | Rights.Record | Rights.Edit,
        AccessRole.Custodian => Rights.Read | Rights.Seal,
        AccessRole.Operator => Rights.Operate,
        _ => Rights.Read,
    };

    /// <inheritdoc/>
    public override string ToString() => Negotiation is null ? Words.Of(Role) : $"{Words.Of(Role)}:{Negotiation}";

    /// <summary>Reads a grant, or says what is wrong with it.</summary>
    public static Result<Grant> Parse(string text)
    {
        var parts = text.Split(':', 2);
        if (!ByWord.TryGetValue(parts[0], out var role))
            return Refusal.Malformed("unknown-word", null,
            $"a role is one of {string.Join(", ", ByWord.Keys)}{Suggestion.For(parts[0].Length > 80 ? "" : parts[0], ByWord.Keys)}; for "
                + "one negotiation add its key, as in editor:russia-ukraine");
        if (parts is [_]) return new Grant(role, null);
        if (role == AccessRole.Operator)
            return Refusal.Malformed("malformed", null, "an operator operates the whole service; leave the negotiation out");
        return Key.TryParse(parts[1], out var negotiation) ? new Grant(role, negotiation.Value)
            : Refusal.Malformed("invalid-key", null, "after the colon stands the key of a negotiation, as in editor:russia-ukraine");
    }
}
