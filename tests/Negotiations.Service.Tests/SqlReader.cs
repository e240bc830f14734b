using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Store.SqlViews;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>Reads the views for SQL as the role that may only read.</summary>
internal static class SqlReader
{
    /// <summary>The schema in which the views of a service are.</summary>
    public static string SchemaOf(ServiceUnderTest service) =>
        SqlViewSetup.SchemaOf(service.Store.Options.DatabaseSchemaName, service.Services.GetRequiredService<IConfiguration>());

    /// <summary>The rows of an answer, by the names of their columns.</summary>
    /// <param name="postgres">Where the views are.</param>
    /// <param name="schema">Their schema.</param>
    /// <param name="sql">What is asked.</param>
    public static async Task<List<Dictionary<string, object?>>> Rows(this PostgresFixture postgres, string schema, string sql)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using (var role = new NpgsqlCommand($"set role {SqlViewSetup.Reader}; set search_path to {schema}", connection))
            await role.ExecuteNonQueryAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(Enumerable.Range(0, reader.FieldCount)
                .ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        await using (var reset = connection.CreateCommand())
        {
            await reader.CloseAsync();
            reset.CommandText = "reset role; reset search_path";
            await reset.ExecuteNonQueryAsync(cancellation);
        }
        return rows;
    }
}
