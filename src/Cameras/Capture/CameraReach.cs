using System.Net.Sockets;

namespace LiveParking.Cameras.Capture;

/// <summary>Whether the source of a camera is there, without opening it: a camera may take one viewer only.</summary>
public static class CameraReach
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Why the source is not there, for people and without secrets; null when it is.</summary>
    /// <param name="camera">Valid options.</param>
    public static async Task<string?> FaultAsync(CameraOptions camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        var source = CameraSourceAddress.Parse(camera.Source);
        return source switch
        {
            CameraSourceAddress.Device device => File.Exists($"/dev/video{device.Index}") ? null : $"There is no device /dev/video{device.Index}.",
            CameraSourceAddress.File file => File.Exists(file.Path) ? null : $"There is no file {file.Path}.",
            CameraSourceAddress.Rtsp rtsp => await ConnectAsync(rtsp.Address, rtsp.Address.Scheme == "rtsps" ? 322 : 554, source.Display),
            CameraSourceAddress.Mjpeg mjpeg => await ConnectAsync(mjpeg.Address, mjpeg.Address.Port, source.Display),
            _ => null,
        };
    }

    private static async Task<string?> ConnectAsync(Uri address, int usualPort, string display)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(ConnectTimeout);
        try
        {
            await socket.ConnectAsync(address.IdnHost, address.Port > 0 ? address.Port : usualPort, limit.Token);
            return null;
        }
        catch (SocketException error)
        {
            return $"{display} can't be reached: {error.Message}.";
        }
        catch (OperationCanceledException)
        {
            return $"{display} did not answer within {ConnectTimeout.TotalSeconds:0} s.";
        }
    }
}
