using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveParking.Cameras.Capture.Sources;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>The connection to a camera is for ffmpeg only, not for the first client that connects.</summary>
public sealed class RtspRelayTests
{
    /// <summary>The other user is there only when the tests run as root, who alone may become another one.</summary>
    [Fact]
    public async Task Another_user_is_hung_up_on_and_the_next_connection_of_this_user_reaches_the_camera()
    {
        using var camera = new TcpListener(IPAddress.Loopback, 0);
        camera.Start();
        using var relay = RtspRelay.Connect(new Uri($"rtsp://127.0.0.1:{((IPEndPoint)camera.LocalEndpoint).Port}/live"), CancellationToken.None);
        using var line = await camera.AcceptTcpClientAsync();
        var port = new Uri(relay.Address).Port;

        if (Environment.IsPrivilegedProcess)
        {
            using var other = Process.Start(
                "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "--", "bash", "-c", $"exec 3<>/dev/tcp/127.0.0.1/{port} && echo STOLEN >&3; cat <&3"]);
            await other.WaitForExitAsync();
        }

        using var ffmpeg = new TcpClient(AddressFamily.InterNetwork);
        await ffmpeg.ConnectAsync(IPAddress.Loopback, port);
        await ffmpeg.GetStream().WriteAsync("OPTIONS"u8.ToArray());
        var received = new byte[7];
        await line.GetStream().ReadExactlyAsync(received);
        Assert.Equal("OPTIONS", Encoding.ASCII.GetString(received));
        Assert.Null(relay.Fault);
    }
}
