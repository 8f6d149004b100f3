using System.CommandLine;

namespace LiveParking.Hosting.Programs;

/// <summary>Handles the end of a program on Ctrl-C or <c>SIGTERM</c>.</summary>
public static class CommandEnd
{
    /// <summary>
    /// Maximum time for a clean end: longer than the 30 s of the host. With the 2 s of System.CommandLine, a busy machine could not finish the last
    /// checkpoint and leave the cluster, and the exit code would be 130.
    /// </summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(40);

    /// <summary>Runs a parsed command until it ends.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(this ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TerminationTimeout });
    }
}
