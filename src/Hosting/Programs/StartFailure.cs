using System.Net.Sockets;
using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LiveParking.Hosting.Programs;

/// <summary>A failed start ends with one sentence for each error and exit code 1, never with a stack trace.</summary>
public static class StartFailure
{
    /// <summary>Prints the errors, one on each line, and returns the exit code.</summary>
    public static int Print(params IEnumerable<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        foreach (var sentence in sentences)
            Console.Error.WriteLine(sentence);
        return 1;
    }

    /// <summary>Builds a host and runs it until it is stopped.</summary>
    /// <param name="build">Builds the host; null when there is nothing to run.</param>
    /// <param name="cancellationToken">Stops the host.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<Task<IHost?>> build, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(build);
        IHost? host = null;
        try
        {
            host = await build();
            if (host is null)
                return 0;
            await host.StartAsync(cancellationToken);
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested || (error is OperationCanceledException && IsStopping(host)))
        {
            // Stopped while it started.
            await DisposeAsync(host);
            return 0;
        }
        catch (Exception error)
        {
            await DisposeAsync(host);
            return Print(Sentences(error));
        }

        try
        {
            await host.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        finally
        {
            await DisposeAsync(host);
        }
    }

    /// <summary>The errors behind an exception, a sentence for each.</summary>
    public static IEnumerable<string> Sentences(Exception error) => error switch
    {
        OptionsValidationException options => options.Failures,
        StartException start => start.Sentences,
        AggregateException several => several.InnerExceptions.Take(1).SelectMany(Sentences),
        _ => [Sentence(error)],
    };

    /// <summary>The innermost cause, on one line. An exception that names the address or the cure is not unwrapped.</summary>
    private static string Sentence(Exception error)
    {
        var cause = error;
        while (cause is not (ParkingException or StartException or IOException or SocketException) && cause.InnerException is { } inner)
            cause = inner;
        var line = cause.Message.Split(" (Parameter")[0].ReplaceLineEndings(" ").Trim();
        return line.EndsWith('.') ? line : line + ".";
    }

    private static bool IsStopping(IHost? host) =>
        host?.Services.GetService<IHostApplicationLifetime>()?.ApplicationStopping.IsCancellationRequested == true;

    private static async ValueTask DisposeAsync(IHost? host)
    {
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            host?.Dispose();
    }
}
