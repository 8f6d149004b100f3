using Orleans.Streams;

namespace LiveParking.ClusterTests.LiveStreams;

/// <summary>A subscriber that remembers what it got and can be waited for.</summary>
public sealed class Collector<T>(Func<T, Task>? handle = null) : IAsyncObserver<T>
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_gate)
                return [.. _items];
        }
    }

    public async Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        lock (_gate)
        {
            _items.Add(item);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (handle is not null)
            await handle(item);
    }

    public Task OnErrorAsync(Exception ex) => throw new InvalidOperationException("A live stream does not fail.", ex);

    public async Task<T> WaitForAsync(Func<T, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_items.Any(wanted))
                    return _items.First(wanted);
                changed = _changed.Task;
            }

            await changed.WaitAsync(deadline.Token);
        }
    }
}
