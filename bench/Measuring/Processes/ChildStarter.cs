using System.Collections.Concurrent;
using System.Diagnostics;

namespace LiveParking.Measuring.Processes;

/// <summary>
/// Starts processes on one thread that lives as long as the program. The processes die with their parent, and Linux takes
/// the thread that started them for the parent.
/// </summary>
internal static class ChildStarter
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Requests = [];

    static ChildStarter() => new Thread(Run) { IsBackground = true, Name = "child starter" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((start, started));
        return started.Task;
    }

    private static void Run()
    {
        foreach (var (start, started) in Requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception fault)
            {
                started.SetException(fault);
            }
        }
    }
}
