using LiveParking.Cameras.Capture.Changes;
using LiveParking.Grains.Interfaces.Cameras;
using OpenCvSharp;

namespace LiveParking.Cameras.Capture;

/// <summary>
/// Processes each picture of one capture, on its encoding thread: fills masks, checks for frozen pictures, and encodes the rungs on which the picture
/// must be sent.
/// </summary>
internal sealed class PictureWorker : IDisposable
{
    private readonly CaptureContext _camera;
    private readonly RungEncoder _encoder;
    private readonly PictureLuma _luma;
    private readonly StillnessFilter? _still;
    private readonly FrozenWatch? _frozen;
    private readonly BrokenRule _broken;
    private readonly Action<PictureVerdict> _onVerdict;
    private readonly Action<Picture, EncodedRung> _emit;
    private PictureVerdict _verdict;

    /// <param name="camera">The data that outlives the capture.</param>
    /// <param name="start">When the first picture was captured, as a timestamp of the clock.</param>
    /// <param name="wasBroken">Whether the previous capture's pictures were broken. If so, this capture's count as broken until one can be
    /// decoded.</param>
    /// <param name="onVerdict">Called when the pictures become frozen or broken, and when they become live again.</param>
    /// <param name="emit">Receives each frame.</param>
    public PictureWorker(CaptureContext camera, long start, bool wasBroken, Action<PictureVerdict> onVerdict, Action<Picture, EncodedRung> emit)
    {
        (_camera, _onVerdict, _emit) = (camera, onVerdict, emit);
        _verdict = wasBroken ? PictureVerdict.Broken : PictureVerdict.Live;
        var options = camera.Options;
        _encoder = new RungEncoder(options, camera.Masks, camera.Meter);
        _luma = new PictureLuma(camera.Masks, camera.Meter);
        _broken = new BrokenRule(camera.Clock, options.StallTimeout, wasBroken);
        _still = options.Stillness > 0 ? new StillnessFilter(options.Stillness, camera.Clock) : null;
        if (camera.WatchesForLife)
            _frozen = new FrozenWatch(camera.Clock, options.FrozenAfter, camera.Masks.Visible, start);
    }

    /// <summary>Processes one picture.</summary>
    public void Work(Picture picture)
    {
        var (demand, renewed) = _camera.TakeDemand();
        if (demand == RungSet.None && _frozen?.IsDue(picture.Timestamp) != true)
            return;
        _camera.Masks.Paint(picture);
        _luma.Take(picture);
        _frozen?.Check(picture, _luma);
        var means = _still is null || demand == RungSet.None ? null : _luma.Means();

        // While the camera is broken every picture is decoded. Pictures are sent again only after one could be decoded.
        if (_broken.IsBroken)
            _ = _luma.Means();
        var decoded = _luma.IsDecoded;
        if (!(_broken.IsBroken && decoded == false) && !TrySend(picture, means, demand, renewed))
            decoded = false;
        UpdateVerdict(picture, decoded);
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _luma.Dispose();
        _still?.Dispose();
        _frozen?.Dispose();
    }

    /// <summary>Sends a picture on the rungs that need it.</summary>
    /// <returns>False when a rung could not be encoded, because the picture is broken.</returns>
    private bool TrySend(Picture picture, Mat? means, RungSet demand, RungSet renewed)
    {
        var rungs = _still?.Choose(means, picture.Timestamp, demand, renewed) ?? demand;
        foreach (var rung in Enum.GetValues<CameraRung>())
        {
            if (demand.Holds(rung) && !rungs.Holds(rung))
                _camera.Meter.Still(rung);
        }

        return rungs == RungSet.None || Encode(picture, rungs, means);
    }

    /// <summary>Records whether the picture could be decoded; null when no part was decoded.</summary>
    private void UpdateVerdict(Picture picture, bool? decoded)
    {
        if (decoded is { } known)
            _broken.AddAttempt(known, picture.Timestamp);
        var verdict = _broken.IsBroken ? PictureVerdict.Broken : _frozen?.IsFrozen == true ? PictureVerdict.Frozen : PictureVerdict.Live;
        if (verdict == _verdict)
            return;
        _verdict = verdict;
        _onVerdict(verdict);
    }

    private bool Encode(Picture picture, RungSet rungs, Mat? means)
    {
        var began = _camera.Clock.GetTimestamp();
        using var step = CameraTraces.Begin(_camera.Options.Id, picture.CapturedAt);
        var whole = _encoder.Encode(picture, rungs, frame =>
        {
            _camera.Meter.Made(frame);
            _emit(picture, frame);
            _still?.MarkSent(frame.Rung, means, picture.Timestamp);
        });
        if (!whole)
            _camera.Meter.Broken();
        _camera.Meter.Encoded(_camera.Clock.GetElapsedTime(began));
        return whole;
    }
}
