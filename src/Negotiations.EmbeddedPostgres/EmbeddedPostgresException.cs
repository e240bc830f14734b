namespace Negotiations.EmbeddedPostgres;

/// <summary>A private PostgreSQL could not be started or stopped; the message says what to do.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    /// <summary>Without a message; not used.</summary>
    public EmbeddedPostgresException()
    {
    }

    /// <summary>Says what to do.</summary>
    public EmbeddedPostgresException(string message) : base(message)
    {
    }

    /// <summary>Says what to do, and what happened underneath.</summary>
    public EmbeddedPostgresException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
