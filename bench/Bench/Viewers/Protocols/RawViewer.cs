using System.Net.Sockets;
using LiveParking.Bench.Measuring.Sockets;

namespace LiveParking.Bench.Viewers.Protocols;

/// <summary>Each binary message is a JPEG.</summary>
internal sealed class RawViewer(Socket socket, int number, Tally tally) : LightClient(socket)
{
    private readonly MessageBuffer _message = new();

    public override void Begin()
    {
    }

    public override void BeginMessage(bool isText) => _message.Begin(tally.IsToCheck(number));

    public override void Part(ReadOnlySpan<byte> part) => _message.Add(part);

    public override void EndMessage() => tally.Arrived(number, _message.Bytes, _message.IsWhole, _message.Length);
}
