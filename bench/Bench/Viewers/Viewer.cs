using System.Net.Sockets;
using LiveParking.Bench.Measuring.Sockets;
using LiveParking.Bench.Measuring.Viewing;
using LiveParking.Bench.Viewers.Protocols;

namespace LiveParking.Bench.Viewers;

/// <summary>Makes the connections that watch the camera.</summary>
internal static class Viewer
{
    /// <summary>Connects and says what is said before the first message.</summary>
    public static LightClient Connect(ViewersSettings settings, int number, Tally tally)
    {
        var socket = WebSocketUpgrade.Connect(settings.Port, settings.Path, Extensions(settings, number));
        return settings.Protocol switch
        {
            WireProtocol.SignalR => new SignalRViewer(socket, settings, number, tally),
            WireProtocol.SocketIo => new SocketIoViewer(socket, settings, number, tally),
            WireProtocol.Sketch => new SketchViewer(socket, number, tally),
            _ => new RawViewer(socket, number, tally),
        };
    }

    /// <summary>
    /// Only the sketch's server accepts the offer. The first of its viewers does not make it, so that its frames can be inspected.
    /// </summary>
    private static string Extensions(ViewersSettings settings, int number) =>
        settings.Protocol == WireProtocol.Sketch && number == 0 ? "" : WebSocketUpgrade.OfferOfDeflate;
}
