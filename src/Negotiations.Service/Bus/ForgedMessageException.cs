namespace Negotiations.Service.Bus;

/// <summary>A message of the service's own came by a queue that others reach.</summary>
internal sealed class ForgedMessageException()
    : Exception("a message of the service's own came by a queue from outside; it was not handled");
