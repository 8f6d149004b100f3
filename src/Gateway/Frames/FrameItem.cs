namespace LiveParking.Gateway.Frames;

/// <summary>A frame as one protocol writes it: made once, sent to all viewers.</summary>
/// <param name="Head">What comes first; small.</param>
/// <param name="Body">The rest.</param>
internal sealed record FrameItem(byte[] Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>Bytes in all.</summary>
    public int Length => Head.Length + Body.Length;
}
