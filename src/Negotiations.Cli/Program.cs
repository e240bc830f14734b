using System.CommandLine;
using Negotiations.Cli;
var root = new RootCommand(
    """
    Posts to and asks the Negotiations service: what happened, who says so, and where each track stands.

    Without --server or --context it takes the address from NEGOTIATIONS_SERVER, else from your .data folder of a service that runs here or
    above, else the context in use, else http://127.0.0.1:5080. A key goes only to the service that it is for.
    Exit codes: 0 done, 1 something was refused, 2 wrong usage, 3 the service can't be reached, 4 a replay found differences or failed,
    5 the service failed, 130 interrupted.
    """);
Connection.AddTo(root);
Post.AddTo(root);
Questions.AddTo(root);
Lists.AddTo(root);
Corrections.AddTo(root);
Replays.AddTo(root);
Transfers.AddTo(root);
Proofs.AddTo(root);
Witness.AddTo(root);
SealedLists.AddTo(root);
Keys.AddTo(root);
Contexts.AddTo(root);
Watch.AddTo(root);
Completion.AddTo(root);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
    var asked = parsed.CommandResult.Command;
    await Console.Error.WriteLineAsync($"Try: negotiations {string.Concat(Names(asked).Reverse().Select(name => name + " "))}--help");
    return ExitCode.Usage;
}
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => (pressed.Cancel, _) = (true, interrupted.CancelAsync());
try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
        interrupted.Token);
}
catch (ServiceException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return fault.ExitCode;
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return ExitCode.Usage;
}
catch (OperationCanceledException)
{
    return ExitCode.Interrupted;
}

static IEnumerable<string> Names(Symbol command)
{
    for (var at = command; at is Command and not RootCommand; at = at.Parents.First()) yield return at.Name;
}
