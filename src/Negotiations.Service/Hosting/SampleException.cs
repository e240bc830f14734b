namespace Negotiations.Service.Hosting;

/// <summary>A sample that is shipped with the service could not be recorded.</summary>
internal sealed class SampleException(string message) : Exception(message);
