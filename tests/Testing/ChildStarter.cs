using System.Collections.Concurrent;
using System.Diagnostics;

namespace LiveParking.Testing;

/// <summary>
/// Starts all child processes from one thread that lives as long as this process. Children ask the kernel to be killed when the thread
/// that started them ends, so none is left behind when a test run is aborted, whatever way.
/// </summary>
public static class ChildStarter
{
    private static readonly BlockingCollection<Action> Starts = MakeThread();

    /// <summary>Starts a process.</summary>
    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception fault)
            {
                started.SetException(fault);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> MakeThread()
    {
        var starts = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
                start();
        })
        {
            IsBackground = true,
            Name = "child starter",
        };
        thread.Start();
        return starts;
    }
}
