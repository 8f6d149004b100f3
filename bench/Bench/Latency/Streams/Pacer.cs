using System.Diagnostics;
using LiveParking.Bench.Latency.Measuring;
using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Latency.Streams;

/// <summary>
/// Simulates the cameras: one thread that makes an item for each stream at its rate, with a different phase for each stream. An item
/// is stamped on this thread, so the measured time begins before the hop to the grain's scheduler.
/// </summary>
internal sealed class Pacer(Load load) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(int Stream, Func<BenchItem, Task> Publish), long> _due = new();
    private readonly Random _phases = new(4711);
    private readonly byte[] _picture = Picture(load.Size);
    private readonly ManualResetEventSlim _stop = new();
    private long _published;
    private Exception? _failure;

    /// <summary>Items with a stamp inside this window are counted.</summary>
    public Window Window { get; private set; } = Window.Never;

    public long Published => Interlocked.Read(ref _published);

    /// <summary>Restarts counting, in another window.</summary>
    public void Measure(Window window)
    {
        Interlocked.Exchange(ref _published, 0);
        Window = window;
    }

    /// <summary>Throws what the first failed publication threw.</summary>
    public void ThrowIfFailed()
    {
        if (_failure is not null)
            throw new InvalidOperationException("An item could not be published.", _failure);
    }

    public void Add(int stream, Func<BenchItem, Task> publish)
    {
        lock (_gate)
            _due.Enqueue((stream, publish), Stopwatch.GetTimestamp() + (long)(_phases.NextDouble() * Interval));
    }

    public void Start() => new Thread(Run) { IsBackground = true, Name = "Pacer" }.Start();

    public void Dispose() => _stop.Set();

    private long Interval => Stopwatch.Frequency / load.Rate;

    private static byte[] Picture(int size)
    {
        var picture = new byte[size];
        new Random(42).NextBytes(picture);
        return picture;
    }

    private void Run()
    {
        while (!_stop.IsSet)
        {
            (int Stream, Func<BenchItem, Task> Publish) next;
            lock (_gate)
            {
                var wait = !_due.TryPeek(out _, out var due) || due > Stopwatch.GetTimestamp();
                next = wait ? default : _due.Dequeue();
                if (!wait)
                    _due.Enqueue(next, due + Interval);
            }

            if (next.Publish is null)
                _stop.Wait(TimeSpan.FromMilliseconds(1));
            else
                Publish(next.Stream, next.Publish);
        }
    }

    private void Publish(int stream, Func<BenchItem, Task> publish)
    {
        var item = new BenchItem(stream, Stopwatch.GetTimestamp(), _picture.AsSpan().ToArray());
        if (Window.Contains(item.SentAt))
            Interlocked.Increment(ref _published);
        _ = ObserveAsync(publish(item));
    }

    private async Task ObserveAsync(Task publication)
    {
        try
        {
            await publication;
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, error, null);
        }
    }
}
