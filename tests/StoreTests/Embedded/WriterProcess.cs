using System.Collections.Concurrent;
using System.Diagnostics;
using LiveParking.StoreTests.Stores;
using LiveParking.StoreWriter;

namespace LiveParking.StoreTests.Embedded;

/// <summary>The writer program in a separate process, which a test kills with SIGKILL.</summary>
internal sealed class WriterProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<string, long> _acknowledged = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _error = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private long _count;

    private WriterProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>The highest acknowledged number of each key. Complete after <see cref="KillAsync"/>.</summary>
    public IReadOnlyDictionary<string, long> Acknowledged => _acknowledged;

    /// <summary>Number of acknowledged writes.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>It writes now.</summary>
    public Task Ready => _ready.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>All rounds are written; it waits to be killed.</summary>
    public Task Done => _done.Task.WaitAsync(TimeSpan.FromSeconds(120));

    /// <summary>The error that it printed instead of starting.</summary>
    public Task<string> Error => _error.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public static WriterProcess Start(string folder, int keys, int size, int memory, int log, long rounds)
    {
        var program = Path.ChangeExtension(typeof(Note).Assembly.Location, ".dll");
        string[] arguments = [program, folder, $"{keys}", $"{size}", $"{memory}", $"{log}", $"{rounds}"];
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", arguments)
        {
            RedirectStandardOutput = true,
        };
        return new WriterProcess(Process.Start(start)!);
    }

    /// <summary>Kills it with SIGKILL and reads what it had said to the end.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            if (words is ["ack", var key, var number] && long.TryParse(number, out var value))
            {
                _acknowledged[key] = value;
                Interlocked.Increment(ref _count);
            }
            else if (line == "ready")
            {
                _ready.TrySetResult();
            }
            else if (line == "done")
            {
                _done.TrySetResult();
            }
            else if (line.StartsWith("error: ", StringComparison.Ordinal))
            {
                _error.TrySetResult(line["error: ".Length..]);
            }
        }

        // Pending callers get the end of the process.
        _ready.TrySetException(new InvalidOperationException("The writer ended before it was ready."));
        _done.TrySetException(new InvalidOperationException("The writer ended before it was done."));
        _error.TrySetException(new InvalidOperationException("The writer ended without an error message."));
    }
}
