using System.Diagnostics;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Cluster;
using LiveParking.Bench.Measuring.Pictures;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.Bench.Latency.Clients;

/// <summary>One camera, watched by one stock connection.</summary>
internal sealed class Watch
{
    // Every nth frame is compared byte for byte.
    private const int CheckEvery = 30;

    private readonly Lock _gate = new();
    private readonly List<double> _ages = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Window _window = Window.Never;
    private int _frames;

    private Watch()
    {
    }

    /// <summary>Completes with the first frame, and fails when the stream ends.</summary>
    public Task First => _first.Task;

    /// <summary>Frames that were not what was sent.</summary>
    public int Broken { get; private set; }

    /// <summary>Age of the frames that were sent in the measured span, in ms.</summary>
    public double[] Ages
    {
        get
        {
            lock (_gate)
                return [.. _ages];
        }
    }

    public static async Task<Watch> BeginAsync(int port, int camera, CancellationToken cancellationToken)
    {
        var connection = new HubConnectionBuilder().WithUrl($"http://127.0.0.1:{port}/hubs/cameras").AddMessagePackProtocol().Build();
        await connection.StartAsync(cancellationToken);
        var watch = new Watch();
        _ = watch.ReadAsync(connection.StreamAsync<WatchedFrame>(
            "WatchCamera", LiveParkingCluster.Camera(camera), new Dictionary<string, object> { ["quality"] = "high" }, cancellationToken));
        return watch;
    }

    public void Measure(Window window)
    {
        lock (_gate)
            _window = window;
    }

    private async Task ReadAsync(IAsyncEnumerable<WatchedFrame> frames)
    {
        try
        {
            await foreach (var frame in frames)
                Take(frame);
            _first.TrySetException(new InvalidOperationException("A stream ended."));
        }
        catch (Exception failure)
        {
            _first.TrySetException(failure);
        }
    }

    private void Take(WatchedFrame frame)
    {
        var now = Stopwatch.GetTimestamp();
        _first.TrySetResult();
        lock (_gate)
        {
            var stamped = StampedJpeg.TryReadTime(frame.Data, out var sent);
            if (!stamped || (++_frames % CheckEvery == 0 && !StampedJpeg.IsWhole(frame.Data)))
                Broken++;
            if (stamped && _window.Contains(sent))
                _ages.Add(Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds);
        }
    }
}
