using Xunit;

namespace LiveParking.Testing;

/// <summary>The lines that a program printed, kept and also written to a file under <c>artifacts/system-tests</c>. Safe from any thread.</summary>
public sealed class ChildOutput
{
    private static int _made;

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly string _file;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChildOutput(string name) => _file = Path.Combine(Repository.Logs, $"{Interlocked.Increment(ref _made):000}-{name}.log");

    /// <summary>A copy of the lines so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public void Add(string? line)
    {
        if (line is null)
            return;
        TaskCompletionSource more;
        lock (_lock)
        {
            _lines.Add(line);
            if (line.Length < 4096)
                File.AppendAllText(_file, $"{line}\n");
            (more, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        more.SetResult();
    }

    /// <summary>Waits for a line.</summary>
    public async Task<string> LineAsync(Func<string, bool> matches, string what)
    {
        using var deadline = new CancellationTokenSource(Child.Timeout);
        for (var seen = 0; ;)
        {
            string[] fresh;
            Task more;
            lock (_lock)
            {
                fresh = [.. _lines.Skip(seen)];
                more = _more.Task;
            }

            if (Array.Find(fresh, line => matches(line)) is { } found)
                return found;
            seen += fresh.Length;
            try
            {
                await more.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"No such line came: {what}. The last ones are:\n{string.Join('\n', Lines.TakeLast(20))}");
            }
        }
    }
}
