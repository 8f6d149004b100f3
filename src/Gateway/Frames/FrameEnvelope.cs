using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Gateway.Frames;

/// <summary>How a hub protocol writes a frame of a stream: the item, and what stands around it.</summary>
internal abstract class FrameEnvelope
{
    /// <summary>No id of a stream that is wrapped here is longer; clients count from 1.</summary>
    public const int LongestId = 31;

    /// <summary>No start is longer, in bytes.</summary>
    public const int LongestStart = LongestId + 64;

    /// <summary>What stands after the item.</summary>
    public abstract ReadOnlySpan<byte> End { get; }

    /// <summary>Whether streams with this id can be wrapped: letters and digits stand in every protocol as they are.</summary>
    public static bool Takes(string? streamId)
    {
        if (streamId is null || streamId.Length is 0 or > LongestId)
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

    /// <summary>Writes what stands before the item.</summary>
    /// <param name="start">At least <see cref="LongestStart"/> bytes.</param>
    /// <param name="streamId">The stream, of those that it takes.</param>
    /// <param name="itemLength">The length of the item in bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public abstract int WriteStart(Span<byte> start, string streamId, int itemLength);
}
