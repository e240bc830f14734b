using Marten;
using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>
/// Saves and tells the truth about it. Where a synchronous standby doesn't answer, PostgreSQL waits with a commit; is that wait cancelled,
/// it commits locally, says so in a warning, and reports success
/// all the same. What is so committed is lost when the standby takes over, and must not be acknowledged.
/// </summary>
internal static class DurableCommit
{
    // The name of PostgreSQL's function that gives the warning; its text is translated.
    private const string Routine = "SyncRepWaitForLSN";

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

    /// <summary>Waits until all that was committed before is safely stored: what was found in the database may be there only.</summary>
    /// <exception cref="OutcomeUnknownException">Whether it is can't be told.</exception>
    public static async Task ConfirmCommitted(this IDocumentStore store, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        using var watch = new Watch();
        watch.Begin(connection);
        try
        {
            // A message in the log that nobody reads, so that there is something to wait for.
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

    // What the database refuses is refused, and nothing of it is stored.
    private static bool IsOfConnection(Exception? fault) =>
        fault is not null && (fault is TimeoutException or OperationCanceledException or NpgsqlException { SqlState: null }
            || fault is PostgresException { SqlState: ['5', '7', ..] } || IsOfConnection(fault.InnerException));

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
