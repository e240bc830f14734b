using System.Text;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>Searches everything that a service stored for a text, also inside binary columns.</summary>
internal static class DatabaseSearch
{
    /// <summary>The tables in which the text stands.</summary>
    public static Task<string[]> Tables(ServiceUnderTest service, string text) => Tables(service.ConnectionString, service.Schema, text);

    /// <summary>The tables of a database in which the text stands.</summary>
    public static async Task<string[]> Tables(string database, string schema, string text)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand(
            """
            select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables
            where table_schema in ($1, $1 || '_bus') and table_type = 'BASE TABLE'
            """, connection)
        {
            Parameters = { new() { Value = schema } },
        })
        await using (var reader = await list.ExecuteReaderAsync(TestContext.Current.CancellationToken))
            while (await reader.ReadAsync(TestContext.Current.CancellationToken)) tables.Add(reader.GetString(0));
        tables.ShouldNotBeEmpty();
        var found = new List<string>();
        foreach (var table in tables)
        {
            // Binary columns are written as hexadecimal digits in a row's text.
            await using var look = new NpgsqlCommand(
                $"select exists (select from {table} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%')", connection)
            {
                Parameters = { new() { Value = text }, new() { Value = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)) } },
            };
            if (await look.ExecuteScalarAsync(TestContext.Current.CancellationToken) is true) found.Add(table);
        }
        return [.. found];
    }
}
