using Marten;
using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>
/// Saves, and throws if the commit may not be durable. While a synchronous standby doesn't answer, PostgreSQL holds a commit back; if that
/// wait is cancelled, it commits locally, warns, and reports success. Such a commit is lost when the standby takes over, so it must not be
/// acknowledged.
/// </summary>
internal static class DurableCommit
{
    // The name of PostgreSQL's function that gives the warning; its text is translated.
    private const string Routine = "SyncRepWaitForLSN";

    /// <summary>
    /// Saves what a session holds, and what one statement beside it writes; that is the only round trip where it holds nothing itself.
    /// </summary>
    /// <exception cref="OutcomeUnknownException">Whether it is safely stored can't be told.</exception>
    public static async Task Commit(this IDocumentSession session, Func<NpgsqlConnection, CancellationToken, Task> write,
        CancellationToken cancellation)
    {
        if (session.PendingChanges.Operations().Any())
        {
            ((ITransactionParticipantRegistrar)session).AddTransactionParticipant(new Participant(write));
            await session.Commit(cancellation);
            return;
        }
        await using var connection = await session.DocumentStore.OpenConnection(cancellation);
        using var watch = new Watch();
        watch.Begin(connection);
        try
        {
            await write(connection, cancellation);
        }
        catch (Exception fault) when (IsOfConnection(fault) && !cancellation.IsCancellationRequested)
        {
            throw new OutcomeUnknownException(fault);
        }
        if (watch.WasCut) throw new OutcomeUnknownException();
    }

    /// <summary>Saves what a session holds.</summary>
    /// <exception cref="OutcomeUnknownException">Whether it is safely stored can't be told.</exception>
    public static async Task Commit(this IDocumentSession session, CancellationToken cancellation)
    {
        using var watch = new Watch();
        ((ITransactionParticipantRegistrar)session).AddTransactionParticipant(watch);
        try
        {
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception fault) when (watch.HasBegun && IsOfConnection(fault) && !cancellation.IsCancellationRequested)
        {
            throw new OutcomeUnknownException(fault);
        }
        if (watch.WasCut) throw new OutcomeUnknownException();
    }

    /// <summary>Waits until all earlier commits are safely stored: what was read may be on this server only.</summary>
    /// <exception cref="OutcomeUnknownException">Whether it is can't be told.</exception>
    public static async Task ConfirmCommitted(this IDocumentStore store, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        using var watch = new Watch();
        watch.Begin(connection);
        try
        {
            // An empty message in the WAL, so that there is a commit to wait for.
            await connection.Value<string>(
                """
                select case when current_setting('synchronous_standby_names') <> ''
                    then pg_logical_emit_message(true, 'negotiations', '')::text end
                """, cancellation);
        }
        catch (Exception fault) when (IsOfConnection(fault) && !cancellation.IsCancellationRequested)
        {
            throw new OutcomeUnknownException(fault);
        }
        if (watch.WasCut) throw new OutcomeUnknownException();
    }

    // Any other error is a refusal: nothing is stored.
    private static bool IsOfConnection(Exception? fault) =>
        fault is not null && (fault is TimeoutException or OperationCanceledException or NpgsqlException { SqlState: null }
            || fault is PostgresException { SqlState: ['5', '7', ..] } || IsOfConnection(fault.InnerException));

    private sealed class Participant(Func<NpgsqlConnection, CancellationToken, Task> write) : ITransactionParticipant
    {
        public Task BeforeCommitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken token) =>
            write(connection, token);
    }

    private sealed class Watch : ITransactionParticipant, IDisposable
    {
        private NpgsqlConnection? connection;

        public bool HasBegun => connection is not null;

        public bool WasCut { get; private set; }

        public Task BeforeCommitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken token)
        {
            Begin(connection);
            return Task.CompletedTask;
        }

        public void Begin(NpgsqlConnection on)
        {
            connection = on;
            on.Notice += Look;
        }

        public void Dispose()
        {
            if (connection is not null) connection.Notice -= Look;
        }

        private void Look(object sender, NpgsqlNoticeEventArgs e) => WasCut |= e.Notice.Routine == Routine;
    }
}
