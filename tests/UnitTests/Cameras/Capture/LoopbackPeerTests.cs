using System.Net;
using System.Net.Sockets;
using LiveParking.Cameras.Capture.Sources;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>The relay between ffmpeg and a camera serves its own user only.</summary>
public sealed class LoopbackPeerTests
{
    [Fact]
    public void A_connection_of_this_user_is_told_from_one_that_nobody_holds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient(AddressFamily.InterNetwork);
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using var accepted = listener.AcceptTcpClient();
        var (peer, own) = ((IPEndPoint)accepted.Client.RemoteEndPoint!, (IPEndPoint)accepted.Client.LocalEndPoint!);
        Assert.True(LoopbackPeer.IsOfThisUser(peer, own));

        client.Close();
        Assert.False(LoopbackPeer.IsOfThisUser(peer, own));
    }

    [Fact]
    public void Another_user_and_another_connection_are_refused()
    {
        var (peer, own) = (LoopbackPeer.Text(new IPEndPoint(IPAddress.Loopback, 0x8B2C)), LoopbackPeer.Text(new IPEndPoint(IPAddress.Loopback, 0x1F90)));
        Assert.Equal(("0100007F:8B2C", "0100007F:1F90"), (peer, own));
        const string Row = "   3: 0100007F:8B2C 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 20 4 30 10 -1";
        Assert.True(LoopbackPeer.IsRow(Row, peer, own, "1000"));
        Assert.False(LoopbackPeer.IsRow(Row, peer, own, "0"));
        Assert.False(LoopbackPeer.IsRow(Row, own, peer, "1000"));
        Assert.False(LoopbackPeer.IsRow(Row.Replace(" 01 ", " 06 ", StringComparison.Ordinal), peer, own, "1000"));
        Assert.False(LoopbackPeer.IsRow("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode", peer, own, "1000"));
    }
}
