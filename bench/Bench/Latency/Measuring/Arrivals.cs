using System.Diagnostics;
using LiveParking.Bench.Latency.Streams;
using LiveParking.Bench.Measuring;
using Orleans.Streams;

namespace LiveParking.Bench.Latency.Measuring;

/// <summary>A subscriber that notes how old each item is when its handler gets it, and may then take its time.</summary>
/// <param name="moment">What decides whether an item belongs to the measured span: when it was sent, or when it came.</param>
/// <param name="handling">How long the handler takes for an item.</param>
internal sealed class Arrivals(Moment moment, TimeSpan handling) : IAsyncObserver<BenchItem>
{
    private readonly Lock _gate = new();
    private readonly List<double> _ages = [];
    private Window _window = Window.Never;

    public double[] Ages
    {
        get
        {
            lock (_gate)
                return [.. _ages];
        }
    }

    /// <summary>Restarts recording, in another window.</summary>
    public void Measure(Window window)
    {
        lock (_gate)
        {
            _ages.Clear();
            _window = window;
        }
    }

    public Task OnNextAsync(BenchItem item, StreamSequenceToken? token = null)
    {
        var now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            if (_window.Contains(moment == Moment.Sent ? item.SentAt : now))
                _ages.Add(Stopwatch.GetElapsedTime(item.SentAt, now).TotalMilliseconds);
        }

        return handling > TimeSpan.Zero ? Task.Delay(handling, TimeProvider.System) : Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.FromException(ex);
}
