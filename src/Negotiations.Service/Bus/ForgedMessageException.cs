namespace Negotiations.Service.Bus;

/// <summary>An internal message came by a queue that others can write to.</summary>
internal sealed class ForgedMessageException()
    : Exception("a message of the service's own came by a queue from outside; it was not handled");
