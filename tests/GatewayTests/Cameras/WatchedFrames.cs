using System.Collections.Concurrent;
using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>A stock .NET client that watches a camera, acknowledges if it announced that, and records the frames and their arrival times.</summary>
internal sealed class WatchedFrames : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeSpan _began = TimeProvider.System.GetElapsedTime(0);
    private readonly Task _reading;

    /// <param name="connection">Its own; ends with it.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="options">On which terms.</param>
    public WatchedFrames(HubConnection connection, string camera, WatchOptions options)
    {
        _connection = connection;
        _reading = ReadAsync(camera, options);
    }

    /// <summary>The received frames.</summary>
    public ConcurrentQueue<Seen> All { get; } = new();

    /// <summary>Time since the watch began.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(0) - _began;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(string camera, WatchOptions options)
    {
        await foreach (var frame in CamerasHubTests.Watch(_connection, camera, options, _stop.Token))
        {
            var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(frame.CapturedAt);
            All.Enqueue(new Seen(Elapsed, age, frame.Sequence, frame.Rung, frame.Data.Length, frame.CapturedAt));
            if (options.Acks == true)
                await _connection.SendAsync("AckFrame", camera, frame.Sequence);
        }
    }

    /// <summary>A frame as it came.</summary>
    public sealed record Seen(TimeSpan At, TimeSpan Age, long Sequence, CameraRung Rung, int Bytes, long CapturedAt);
}
