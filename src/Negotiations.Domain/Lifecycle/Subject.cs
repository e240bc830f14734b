namespace Negotiations.Domain.Lifecycle;

/// <summary>What a track is about.</summary>
public enum Subject
{
    /// <summary>The talks themselves.</summary>
    Talks,

    /// <summary>A ceasefire.</summary>
    Ceasefire,

    /// <summary>Prisoners of war and civilian detainees.</summary>
    Prisoners,

    /// <summary>The remains of the dead.</summary>
    Remains,

    /// <summary>The wounded.</summary>
    Wounded,

    /// <summary>Children.</summary>
    Children,

    /// <summary>Terms of a settlement.</summary>
    Terms,

    /// <summary>Mediation by others.</summary>
    Mediation,

    /// <summary>Sanctions.</summary>
    Sanctions,

    /// <summary>Accountability before courts.</summary>
    Accountability,

    /// <summary>The battlefield, as context.</summary>
    Battlefield,

    /// <summary>Other humanitarian matters.</summary>
    Humanitarian,

    /// <summary>Anything else.</summary>
    Other,
}
