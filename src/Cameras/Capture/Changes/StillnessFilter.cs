using LiveParking.Grains.Interfaces.Cameras;
using OpenCvSharp;

namespace LiveParking.Cameras.Capture.Changes;

/// <summary>
/// Decides for each rung whether to send a picture. It is sent when it differs from the last picture sent on that rung (not from the last one seen,
/// so that a slow change is not lost), when the last one is <see cref="KeepAlive"/> old, and when the rung just got a viewer. Not thread-safe.
/// </summary>
/// <param name="threshold">Levels of brightness by which the mean of a square of 8 x 8 pixels must differ.</param>
/// <param name="timeProvider">Converts timestamps.</param>
internal sealed class StillnessFilter(int threshold, TimeProvider timeProvider) : IDisposable
{
    /// <summary>How often a picture is sent without a change.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(2);

    private readonly Mat[] _sent = [.. Rungs.Select(_ => new Mat())];
    private readonly long[] _sentAt = new long[Rungs.Length];
    private RungSet _knownRungs;

    private static CameraRung[] Rungs { get; } = Enum.GetValues<CameraRung>();

    /// <summary>The rungs on which to send the picture.</summary>
    /// <param name="means">The means of the picture's squares; null when they could not be computed, and then the picture is sent.</param>
    /// <param name="now">When the picture was captured, as a timestamp of the clock.</param>
    /// <param name="demand">The watched rungs.</param>
    /// <param name="renewed">Those of them that were unwatched at some moment since the last picture.</param>
    public RungSet Choose(Mat? means, long now, RungSet demand, RungSet renewed)
    {
        _knownRungs &= demand & ~renewed;
        return means is null ? demand : Rungs.Where(rung => demand.Holds(rung) && IsWorthSending(rung, means, now)).ToSet();
    }

    /// <summary>Records that a picture was sent on a rung.</summary>
    public void MarkSent(CameraRung rung, Mat? means, long now)
    {
        if (means is null)
            return;
        means.CopyTo(_sent[(int)rung]);
        _sentAt[(int)rung] = now;
        _knownRungs |= rung.ToSet();
    }

    public void Dispose()
    {
        foreach (var mat in _sent)
            mat.Dispose();
    }

    private bool IsWorthSending(CameraRung rung, Mat means, long now)
    {
        var sent = _sent[(int)rung];
        return !_knownRungs.Holds(rung)
            || timeProvider.GetElapsedTime(_sentAt[(int)rung], now) >= KeepAlive
            || sent.Size() != means.Size()
            || Cv2.Norm(sent, means, NormTypes.INF) > threshold;
    }
}
