using System.CommandLine;

namespace LiveParking.Silo;

/// <summary>How a program ends on Ctrl-C or <c>SIGTERM</c>.</summary>
public static class CommandEnd
{
    /// <summary>
    /// How long it may take to end cleanly: longer than the 30 s of the host. With the 2 s of System.CommandLine a busy machine would
    /// cut the last checkpoint and the goodbye to the cluster short, with exit code 130.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    /// <summary>Runs what was parsed until it ends.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(this ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = Longest });
    }
}
