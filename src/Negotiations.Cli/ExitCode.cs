namespace Negotiations.Cli;

/// <summary>The program's exit codes.</summary>
internal static class ExitCode
{
    public const int Refused = 1, Usage = 2, Unreachable = 3, Differences = 4, Failed = 5, Interrupted = 130;
}
