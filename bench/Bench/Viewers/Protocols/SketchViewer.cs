using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LiveParking.Bench.Measuring.Sockets;

namespace LiveParking.Bench.Viewers.Protocols;

/// <summary>
/// The sketch's app: subscribes to the camera and gets events with a JPEG as base64. The server deflates its messages, so they are recognised by
/// their order and length; only the first viewer gets them as text and inspects them.
/// </summary>
internal sealed class SketchViewer(Socket socket, int number, Tally tally) : LightClient(socket)
{
    private const int MinFrame = 10_000;

    private static readonly byte[] Event = Encoding.UTF8.GetBytes("42[\"video_frame\"");
    private readonly MessageBuffer _message = new();
    private int _messages;

    public override void Begin()
    {
    }

    // An unrequested pong is as good as an answer.
    public override void SayAlive() => Send(SocketIoPackets.Text("3"));

    public override void BeginMessage(bool isText) => _message.Begin(number == 0 && tally.IsToCheck(number));

    public override void Part(ReadOnlySpan<byte> part) => _message.Add(part);

    public override void EndMessage()
    {
        switch (++_messages)
        {
            case 1:
                Send(SocketIoPackets.Text("40"));
                return;
            case 2:
                Send(SocketIoPackets.Text("42[\"subscribe_to_camera\",{\"camera_id\":\"pakuwon-basement\"}]"));
                return;
        }

        if (_message.Length < MinFrame)
            return;
        if (_message.IsWhole)
            tally.Checked(HoldsJpeg(_message.Bytes));
        tally.Arrived(number, default, whole: false, _message.Length);
    }

    private static bool HoldsJpeg(ReadOnlySpan<byte> packet)
    {
        if (!packet.StartsWith(Event))
            return false;
        var reader = new Utf8JsonReader(packet[2..]);
        var content = JsonElement.ParseValue(ref reader)[1].GetProperty("data").GetBytesFromBase64();
        return content is [0xFF, 0xD8, .., 0xFF, 0xD9];
    }
}
