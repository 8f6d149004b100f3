using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LiveParking.Gateway.Sockets;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.GatewayTests.Sockets;

/// <summary>A hub that streams frames as they are asked for.</summary>
public sealed class FrameHub : Hub
{
    /// <summary>Connections that were heard to end.</summary>
    internal static ConcurrentDictionary<string, bool> Ended { get; } = new();

    /// <summary>Number of frames given to each connection.</summary>
    internal static ConcurrentDictionary<string, int> Given { get; } = new();

    /// <summary>Whether this connection sends directly on its socket.</summary>
    public bool IsDirect() => Context.GetHttpContext()?.Features.Get<DirectSocket>()?.TryUseDirectSending() ?? false;

    /// <summary>The connection as the server knows it.</summary>
    public string Id() => Context.ConnectionId;

    /// <summary>Ends the connection from this side.</summary>
    public void End() => Context.Abort();

    /// <summary>One frame of each size.</summary>
    public async IAsyncEnumerable<CameraFrame> Sizes(int[] sizes)
    {
        foreach (var (number, size) in sizes.Index())
        {
            await Task.Yield();
            Context.ConnectionAborted.ThrowIfCancellationRequested();
            yield return Make(number, size);
        }
    }

    /// <summary>Frames without end, each as soon as the connection has taken the one before.</summary>
    public async IAsyncEnumerable<CameraFrame> Forever(int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            await Task.Yield();
            Given[Context.ConnectionId] = number + 1;
            yield return Make(number, size);
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Ended[Context.ConnectionId] = true;
        return Task.CompletedTask;
    }

    internal static CameraFrame Make(int number, int size)
    {
        var picture = new byte[size];
        for (var i = 0; i < size; i++)
            picture[i] = (byte)((i * 31) + number);
        return new CameraFrame("gate", number, 1_795_334_400_123, CameraRung.High, 1280, 720, "image/jpeg", picture);
    }
}
