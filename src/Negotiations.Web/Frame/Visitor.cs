namespace Negotiations.Web.Frame;

/// <summary>Who looks at a page.</summary>
/// <param name="Name">Their name; null for somebody who has not signed in.</param>
/// <param name="MayRecord">Whether they may record in the negotiation of the page, or, without one, anywhere.</param>
/// <param name="MayEdit">Whether they may correct there too.</param>
public sealed record Visitor(string? Name, bool MayRecord, bool MayEdit)
{
    /// <summary>The name of the field by which a form shows that it comes from a page of this service.</summary>
    public const string TokenField = "form-token";
}
