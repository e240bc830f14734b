namespace Negotiations.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    public const int Refused = 1, Usage = 2, Unreachable = 3, Differences = 4, Failed = 5, Interrupted = 130;
}
