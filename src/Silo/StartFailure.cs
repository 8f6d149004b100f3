using System.Net.Sockets;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Silo;

/// <summary>A failed start ends with one sentence and exit code 1, never with a stack trace.</summary>
public static class StartFailure
{
    /// <summary>Prints the errors, one on each line, and returns the exit code.</summary>
    public static int Print(params IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
            Console.Error.WriteLine(sentence);
        return 1;
    }

    /// <summary>Runs a host until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IHost host, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(host);
        try
        {
            await host.StartAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            return Print(Sentence(error));
        }

        await host.WaitForShutdownAsync(cancel);
        return 0;
    }

    /// <summary>The innermost cause, on one line.</summary>
    public static string Sentence(Exception error)
    {
        var cause = error is AggregateException { InnerExceptions: [var only, ..] } ? only : error;
        while (cause is not (ParkingException or SocketException) && cause.InnerException is { } inner)
            cause = inner;
        var line = cause.Message.ReplaceLineEndings(" ").Trim();
        return line.EndsWith('.') ? line : line + ".";
    }
}
