using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Parking;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.GatewayTests.Parking;

public sealed class OutboxTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly GatewayMeters _meters;
    private readonly ConcurrentQueue<object> _sent = new();
    private TaskCompletionSource? _gate;
    private int _inFlight;
    private int _mostInFlight;

    public OutboxTests() => _meters = new GatewayMeters(_services.GetRequiredService<IMeterFactory>());

    public void Dispose()
    {
        _meters.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task A_connection_that_takes_nothing_gets_the_newest_of_each_level_when_it_takes_again()
    {
        _gate = new TaskCompletionSource();
        var outbox = New();
        for (var version = 1; version <= 1000; version++)
            outbox.Offer(Statuses.Location("a", version, [Statuses.Level("a", "upper", version), Statuses.Level("a", "lower", version)]));
        await Eventually.HoldsAsync(() => _inFlight == 1, "the first send began");
        outbox.Offer(Statuses.Location("a", 1001, [Statuses.Level("a", "upper", 1001), Statuses.Level("a", "lower", 1001)]));
        _gate.SetResult();

        await Eventually.HoldsAsync(
            () => new[] { "upper", "lower" }.All(id => _sent.OfType<LevelStatus>().Any(level => level.LevelId == id && level.Version == 1001)),
            "the newest arrived");
        Assert.InRange(_sent.Count, 2, 4);
        Assert.Equal(1, _mostInFlight);
    }

    [Fact]
    public async Task Offers_from_many_threads_arrive_in_growing_versions_one_at_a_time()
    {
        var outbox = New();
        var version = 0L;
        await Parallel.ForAsync(0, 5000, (_, _) =>
        {
            var next = Interlocked.Increment(ref version);
            outbox.Offer(Statuses.Location("a", next, [Statuses.Level("a", "upper", next)]));
            return ValueTask.CompletedTask;
        });
        await Eventually.HoldsAsync(() => _sent.LastOrDefault() is LevelStatus { Version: 5000 }, "the last arrived");

        var versions = _sent.Cast<LevelStatus>().Select(level => level.Version).ToList();
        Assert.Equal(versions.Order(), versions);
        Assert.Equal(1, _mostInFlight);
    }

    [Fact]
    public async Task What_an_answer_carries_is_not_sent_again()
    {
        var outbox = New();
        var status = Statuses.Location("a", 7, [Statuses.Level("a", "upper", 7)], [Statuses.Camera("a", "c1", CameraState.Idle)]);
        outbox.MarkSent(status);
        outbox.Offer(status);
        await Eventually.HoldsAsync(() => !_sent.IsEmpty, "the camera was told");
        outbox.Offer(Statuses.Location("a", 8, [Statuses.Level("a", "upper", 8)]));
        await Eventually.HoldsAsync(() => _sent.Count == 2, "the change was told");

        Assert.IsType<CameraStatus>(_sent.First());
        Assert.Equal(8, ((LevelStatus)_sent.Last()).Version);
    }

    [Fact]
    public async Task A_connection_that_fails_gets_nothing_more()
    {
        var calls = 0;
        var outbox = new Outbox(
            _ =>
            {
                calls++;
                return Task.FromException(new IOException("gone"));
            },
            _ => Task.CompletedTask, _meters, NullLogger.Instance);
        outbox.Offer(Statuses.Location("a", 1, [Statuses.Level("a", "upper", 1)]));
        await Eventually.HoldsAsync(() => calls == 1, "the send failed");
        outbox.Offer(Statuses.Location("a", 2, [Statuses.Level("a", "upper", 2)]));
        await Task.Yield();
        Assert.Equal(1, calls);
    }

    private Outbox New() => new(SendAsync, SendAsync, _meters, NullLogger.Instance);

    private async Task SendAsync(object item)
    {
        var now = Interlocked.Increment(ref _inFlight);
        _mostInFlight = Math.Max(_mostInFlight, now);
        if (_gate is { } gate)
            await gate.Task;
        _sent.Enqueue(item);
        Interlocked.Decrement(ref _inFlight);
    }
}
