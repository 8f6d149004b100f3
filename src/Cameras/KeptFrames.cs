using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras;

/// <summary>The newest frame of each rung of one camera: three at most, so some hundred kilobytes. Used on the grain's scheduler only.</summary>
internal sealed class KeptFrames
{
    private readonly Dictionary<CameraRung, CameraFrame> _newest = [];

    /// <summary>Keeps a frame and replaces the previous one on its rung.</summary>
    public void Keep(CameraFrame frame) => _newest[frame.Rung] = frame;

    /// <summary>The newest frame of a rung, or of the nearest rung that has one; null when there is none newer than a sequence.</summary>
    /// <param name="rung">The preferred rung.</param>
    /// <param name="knownSequence">The sequence of the caller's frame.</param>
    /// <param name="best">The best rung that is returned.</param>
    public CameraFrame? Newest(CameraRung rung, long knownSequence, CameraRung best = CameraRung.High)
    {
        // A rung without recent viewers is far behind another one: the newer capture matters more than the exact size.
        var newest = _newest.Values.Where(frame => frame.Rung <= best).MaxBy(frame => (frame.CapturedAt / AgeThatMatters, -Math.Abs((int)frame.Rung - (int)rung)));
        return newest is not null && newest.Sequence > knownSequence ? newest : null;
    }

    /// <summary>Milliseconds. Frames of the same ten seconds count as equally new.</summary>
    private const long AgeThatMatters = 10_000;
}
