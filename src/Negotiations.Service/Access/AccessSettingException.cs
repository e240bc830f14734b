namespace Negotiations.Service.Access;

/// <summary>A setting about access can't be used; the message says why and what to do.</summary>
internal sealed class AccessSettingException(string message) : Exception(message);
