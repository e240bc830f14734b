using System.CommandLine;

namespace Negotiations.Cli;

/// <summary><c>completion</c>: what makes a shell complete commands and options.</summary>
internal static class Completion
{
    private const string Bash = """
        _negotiations() {
          local IFS=$'\n'
          COMPREPLY=($(negotiations "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null | grep -- "^${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -F _negotiations negotiations
        """;

    private const string Zsh = $"autoload -U +X bashcompinit && bashcompinit\n{Bash}";

    private const string Fish =
        """complete -f -c negotiations -a '(negotiations "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'""";

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName negotiations -ScriptBlock {
          param($word, $line, $position)
          negotiations "[suggest:$position]" "$line" | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_)
          }
        }
        """;

    public static void AddTo(RootCommand root)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion",
            "Print what makes a shell complete commands: source <(negotiations completion bash)") { shell };
        command.SetAction(parsed =>
            Console.Out.WriteLine(parsed.GetValue(shell) switch { "zsh" => Zsh, "fish" => Fish, "pwsh" => PowerShell, _ => Bash }));
        root.Subcommands.Add(command);
    }
}
