using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LiveParking.Bench.Measuring.Processes;

namespace LiveParking.Bench.Frames.Servers;

/// <summary>The programs available on this machine.</summary>
internal static class Programs
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The Python for which Debian's packages are; another one may come first in the path.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>Whether a program is in the path.</summary>
    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Whether a command ends well.</summary>
    public static bool Succeeds(string program, params string[] arguments)
    {
        if (!File.Exists(program))
            return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>Waits until somebody listens on a port.</summary>
    public static async Task UntilListeningAsync(int port, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(began) < Timeout)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
            catch (SocketException)
            {
                throw new ChildFailedException($"Nobody listens on port {port}.");
            }
        }
    }
}
