using System.Globalization;

namespace LiveParking.Bench.Measuring.Viewing;

/// <summary>The settings passed to the load generator at its start.</summary>
/// <param name="Protocol">The protocol of the server.</param>
/// <param name="Port">Where it listens on loopback.</param>
/// <param name="Path">The path of its WebSocket.</param>
/// <param name="Camera">The camera to watch.</param>
/// <param name="Viewers">Number of connections, each of which watches the camera.</param>
/// <param name="Size">Bytes a JPEG; 0 when the server chooses.</param>
/// <param name="Acks">Whether viewers acknowledge each frame.</param>
public sealed record ViewersSettings(WireProtocol Protocol, int Port, string Path, string Camera, int Viewers, int Size, bool Acks)
{
    /// <summary>The arguments that say so.</summary>
    public IEnumerable<string> Arguments =>
    [
        "--protocol", $"{Protocol}", "--port", Text(Port), "--path", Path, "--camera", Camera, "--viewers", Text(Viewers), "--size", Text(Size),
        "--acks", $"{Acks}",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
