using LiveParking.Grains.Cameras.Capture.Changes;
using LiveParking.Grains.Interfaces.Cameras;
using OpenCvSharp;

namespace LiveParking.Grains.Cameras.Capture;

/// <summary>
/// What is done with each picture of one capture, by its encoding thread: masks are filled, it is looked at for signs of life, and the rungs
/// on which it is worth sending are encoded.
/// </summary>
internal sealed class PictureWorker : IDisposable
{
    private readonly CaptureContext _camera;
    private readonly RungEncoder _encoder;
    private readonly PictureLuma _luma;
    private readonly StillnessFilter? _still;
    private readonly FrozenWatch? _frozen;
    private readonly Action<bool> _onFrozen;
    private readonly Action<Picture, EncodedRung> _emit;

    /// <param name="camera">What outlives the capture.</param>
    /// <param name="start">When the first picture was captured, as a timestamp of the clock.</param>
    /// <param name="onFrozen">Told when the camera is found frozen, and when it is found alive again.</param>
    /// <param name="emit">Takes each frame.</param>
    public PictureWorker(CaptureContext camera, long start, Action<bool> onFrozen, Action<Picture, EncodedRung> emit)
    {
        (_camera, _onFrozen, _emit) = (camera, onFrozen, emit);
        var options = camera.Options;
        _encoder = new RungEncoder(options, camera.Masks, camera.Meter);
        _luma = new PictureLuma(camera.Masks, camera.Meter);
        _still = options.Stillness > 0 ? new StillnessFilter(options.Stillness, camera.Clock) : null;
        if (camera.WatchesForLife)
            _frozen = new FrozenWatch(camera.Clock, options.FrozenAfter, camera.Masks.Visible, start);
    }

    /// <summary>Works on one picture.</summary>
    public void Work(Picture picture)
    {
        var (demand, renewed) = _camera.TakeDemand();
        if (demand == RungSet.None && _frozen?.IsDue(picture.Timestamp) != true)
            return;
        _camera.Masks.Paint(picture);
        _luma.Take(picture);
        if (_frozen?.Look(picture, _luma) == true)
            _onFrozen(_frozen.IsFrozen);

        var means = _still is null || demand == RungSet.None ? null : _luma.Means();
        var rungs = _still?.Choose(means, picture.Timestamp, demand, renewed) ?? demand;
        foreach (var rung in Enum.GetValues<CameraRung>())
        {
            if (demand.Holds(rung) && !rungs.Holds(rung))
                _camera.Meter.Still(rung);
        }

        if (rungs != RungSet.None)
            Encode(picture, rungs, means);
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _luma.Dispose();
        _still?.Dispose();
        _frozen?.Dispose();
    }

    private void Encode(Picture picture, RungSet rungs, Mat? means)
    {
        var began = _camera.Clock.GetTimestamp();
        var whole = _encoder.Encode(picture, rungs, frame =>
        {
            _camera.Meter.Made(frame);
            _emit(picture, frame);
            _still?.Sent(frame.Rung, means, picture.Timestamp);
        });
        if (!whole)
            _camera.Meter.Broken();
        _camera.Meter.Encoded(_camera.Clock.GetElapsedTime(began));
    }
}
