namespace LiveParking.Peers.Source;

/// <summary>The same fields as the product's, as a class that the stock resolver writes.</summary>
public sealed class CameraFrame
{
    public required string CameraId { get; init; }

    public required long Sequence { get; init; }

    public required long CapturedAt { get; init; }

    public required string Rung { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Data { get; init; }
}
