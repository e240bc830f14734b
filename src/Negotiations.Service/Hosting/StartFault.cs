using Microsoft.AspNetCore.Connections;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Access;
using Npgsql;

namespace Negotiations.Service.Hosting;

/// <summary>Faults at the start that the person who starts the service can mend.</summary>
internal static class StartFault
{
    /// <summary>What was wrong and what to do; null for a fault of the program.</summary>
    public static string? Explain(Exception fault) => fault switch
    {
        EmbeddedPostgresException or SampleException or MaintenanceException or AccessSettingException => fault.Message,
        IOException { InnerException: AddressInUseException } => $"{fault.Message} Choose another with --urls=http://127.0.0.1:5081.",
        PostgresException refused =>
            $"The PostgreSQL of ConnectionStrings__{Database.ConnectionName} refuses: {refused.MessageText}. Check user, password, "
                + "database and rights.",
        NpgsqlException => $"The PostgreSQL of ConnectionStrings__{Database.ConnectionName} can't be reached: "
            + $"{fault.InnerException?.Message ?? fault.Message}.",
        _ => fault.InnerException is { } inner ? Explain(inner) : null,
    };
}
