using System.Net;
using Dapper;
using Npgsql;

namespace Negotiations.EmbeddedPostgres;

/// <summary>The database that a private server is run for.</summary>
internal static class ServerDatabase
{
    /// <summary>Its owner, the server's superuser.</summary>
    public const string User = "negotiations";

    private const string Name = "negotiations", Maintenance = "postgres";
    private const int Patience = 10;

    /// <summary>How to connect to it; holds the password.</summary>
    public static string ConnectionString(ServerFolder folder, int port) => new NpgsqlConnectionStringBuilder
    {
        Host = IPAddress.Loopback.ToString(),
        Port = port,
        Username = User,
        Password = folder.Password(),
        Database = Name,
    }.ConnectionString;

    /// <summary>Creates it if it does not exist.</summary>
    public static async Task Ensure(string connectionString, CancellationToken cancellation)
    {
        var administration = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Database = Maintenance,
            Pooling = false,
            Timeout = Patience,
        };
        await using var connection = new NpgsqlConnection(administration.ConnectionString);
        await connection.OpenAsync(cancellation);
        var isThere = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from pg_database where datname = @Name)", new { Name }, cancellationToken: cancellation));
        if (!isThere) await connection.ExecuteAsync(new CommandDefinition($"create database {Name}", cancellationToken: cancellation));
    }
}
