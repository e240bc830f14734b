using Marten;
using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>Connections to the store's database, for what is read and written beside the sessions of the store.</summary>
internal static class StoreConnections
{
    /// <summary>Opens a connection; dispose it to hand it back.</summary>
    public static async Task<NpgsqlConnection> OpenConnection(this IDocumentStore store, CancellationToken cancellation)
    {
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
