using System.Data;
using Dapper;
using Npgsql;

namespace Negotiations.Store;

/// <summary>
/// SQL outside the sessions of the store: parameters are the members of an object, by name, and rows become values, tuples or records.
/// </summary>
internal static class Sql
{
    static Sql() => SqlMapper.AddTypeHandler(new InstantHandler());

    /// <summary>Runs statements; how many rows they changed.</summary>
    public static Task<int> Execute(this NpgsqlConnection connection, string sql, CancellationToken cancellation) =>
        connection.Execute(sql, null, cancellation);

    /// <summary>Runs statements; how many rows they changed. A timeout of 0 never ends.</summary>
    public static Task<int> Execute(this NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellation,
        int? timeout = null) =>
        connection.ExecuteAsync(Command(sql, parameters, timeout, cancellation));

    /// <summary>The first value of the first row; the default of its type where there is none.</summary>
    public static Task<T?> Value<T>(this NpgsqlConnection connection, string sql, CancellationToken cancellation) =>
        connection.Value<T>(sql, null, cancellation);

    /// <summary>The first value of the first row; the default of its type where there is none.</summary>
    public static Task<T?> Value<T>(this NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellation) =>
        connection.ExecuteScalarAsync<T>(Command(sql, parameters, null, cancellation));

    /// <summary>The only row.</summary>
    public static Task<T> Row<T>(this NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellation) =>
        connection.QuerySingleAsync<T>(Command(sql, parameters, null, cancellation));

    /// <summary>All rows.</summary>
    public static Task<List<T>> Rows<T>(this NpgsqlConnection connection, string sql, CancellationToken cancellation) =>
        connection.Rows<T>(sql, null, cancellation);

    /// <summary>All rows. A timeout of 0 never ends.</summary>
    public static async Task<List<T>> Rows<T>(this NpgsqlConnection connection, string sql, object? parameters,
        CancellationToken cancellation, int? timeout = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters, timeout, cancellation))).AsList();

    private static CommandDefinition Command(string sql, object? parameters, int? timeout, CancellationToken cancellation) =>
        new(sql, parameters, commandTimeout: timeout, cancellationToken: cancellation);

    // Npgsql gives an instant as a time in UTC; the infinite ones come without a zone.
    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => new(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.ToUniversalTime();
    }
}
