namespace Negotiations.Service.Hosting;

/// <summary>A maintenance command that can't be done; the message says why and what to do.</summary>
internal sealed class MaintenanceException(string message) : Exception(message);
