namespace Negotiations.Domain.Talks;

/// <summary>Whether a planned round stands.</summary>
public enum RoundStatus
{
    /// <summary>One side proposed it.</summary>
    Proposed,

    /// <summary>The sides agreed to it.</summary>
    Agreed,
}
