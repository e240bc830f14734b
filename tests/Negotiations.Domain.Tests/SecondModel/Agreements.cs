namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Which agreements are in force, and how the others ended.</summary>
internal sealed class Agreements(Seen seen)
{
    private const string InForce = "inForce";

    public SortedDictionary<string, string> All()
    {
        var agreements = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var signed in seen.All("agreement_signed"))
            agreements[signed.Text("agreement")!] = EndOf(signed)?.Text("how") ?? InForce;
        return agreements;
    }

    public bool AreAnyInForce() => All().ContainsValue(InForce);

    /// <summary>The end that ends it; a party that leaves does so only where fewer than two stay.</summary>
    private StoredFact? EndOf(StoredFact signed)
    {
        var agreement = signed.Text("agreement")!;
        var parties = StoredFact.Strings(signed.Json["signatories"]).Select(StoredFact.ActorOf).ToHashSet();
        var named = StoredFact.Strings(signed.Json["signatoryNames"]).Distinct().Count();
        foreach (var end in seen.On("agreement", agreement, "agreement_joined", "agreement_ended"))
        {
            if (end.Name == "agreement_joined")
            {
                parties.Add(StoredFact.ActorOf(end.Text("by")!));
                continue;
            }

            if (end.Text("how") != "withdrawn" || end.Text("by") is not { } by) return end;
            parties.Remove(StoredFact.ActorOf(by));
            if (parties.Count + named < 2) return end;
        }

        return null;
    }
}
