namespace LiveParking.Gateway.Frames;

/// <summary>A frame as one protocol writes it: serialised once, sent to all viewers.</summary>
/// <param name="Head">The first bytes; small.</param>
/// <param name="Body">The rest.</param>
internal sealed record FrameItem(byte[] Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>Total bytes.</summary>
    public int Length => Head.Length + Body.Length;
}
