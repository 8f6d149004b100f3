using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Frames;

/// <summary>How a hub protocol writes a frame of a stream: the item, and the bytes before and after it.</summary>
internal abstract class FrameEnvelope
{
    /// <summary>Maximum length of a stream id that is wrapped here; clients count from 1.</summary>
    public const int MaxIdLength = 31;

    /// <summary>Maximum length of the start, in bytes.</summary>
    public const int MaxStart = MaxIdLength + 64;

    /// <summary>The bytes after the item.</summary>
    public abstract ReadOnlySpan<byte> End { get; }

    /// <summary>Whether streams with this id can be wrapped. Letters and digits need no escaping in any protocol.</summary>
    public static bool Takes(string? streamId)
    {
        if (streamId is null || streamId.Length is 0 or > MaxIdLength)
            return false;
        foreach (var letter in streamId)
        {
            if (!char.IsAsciiLetterOrDigit(letter))
                return false;
        }

        return true;
    }

    /// <summary>Writes a frame as an item.</summary>
    public abstract FrameItem Serialize(CameraFrame frame);

    /// <summary>Writes the bytes before the item.</summary>
    /// <param name="start">At least <see cref="MaxStart"/> bytes.</param>
    /// <param name="streamId">The stream id; must be accepted by <c>Takes</c>.</param>
    /// <param name="itemLength">The length of the item in bytes.</param>
    /// <returns>Number of bytes written.</returns>
    public abstract int WriteStart(Span<byte> start, string streamId, int itemLength);
}
