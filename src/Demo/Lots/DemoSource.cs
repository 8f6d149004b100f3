using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Sources;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Demo.Lots;

/// <summary>A rendered parking lot, 1280 x 720 at 25 pictures a second, in which cars enter and leave to match an occupancy.</summary>
/// <param name="name">Seeds the lot and selects its occupancy.</param>
/// <param name="title">The caption when it is ASCII; otherwise the name is used.</param>
/// <param name="occupancy">The occupancy of the lot.</param>
/// <param name="timeProvider">Paces it.</param>
internal sealed class DemoSource(string name, string title, IDemoOccupancy occupancy, TimeProvider timeProvider) : ICaptureSource
{
    /// <summary>Pictures a second.</summary>
    public const double Rate = 25;

    private static readonly TimeSpan OccupancyPeriod = TimeSpan.FromMilliseconds(250);

    private readonly FramePacer _pacer = new(timeProvider, Rate);
    private readonly LotOverlay _overlay = new(title.All(char.IsAscii) ? title : LotName.Title(name), timeProvider);
    private LotScene? _scene;
    private LotTraffic? _traffic;
    private HeadlightPainter? _headlights;
    private Spots? _spots;
    private long _asked;
    private long _lastDrawn;

    public void Open(CancellationToken cancellationToken)
    {
        var layout = new LotLayout(name);
        _spots = occupancy.Get(name);
        _scene = new LotScene(name, layout);
        _headlights = new HeadlightPainter(_scene.View);
        _traffic = new LotTraffic(name, layout, _scene, _spots);
        _asked = _lastDrawn = timeProvider.GetTimestamp();
    }

    public void Read(Picture picture, CancellationToken cancellationToken)
    {
        _pacer.Wait(cancellationToken);
        var now = timeProvider.GetTimestamp();
        if (timeProvider.GetElapsedTime(_asked, now) >= OccupancyPeriod)
            (_spots, _asked) = (occupancy.Get(name), now);
        _traffic!.Advance(timeProvider.GetElapsedTime(_lastDrawn, now).TotalSeconds, _spots);
        _lastDrawn = now;
        Draw(picture);
    }

    public void Dispose()
    {
        _scene?.Dispose();
        _overlay.Dispose();
    }

    private void Draw(Picture picture)
    {
        var moving = _traffic!.DrawMoving();
        var beams = _traffic.DrawBeams(_headlights!);
        _scene!.Draw(picture.Pixels, moving, beams);
        foreach (var item in moving)
            item.Dispose();
        foreach (var beam in beams)
            beam.Dispose();
        _overlay.DrawOn(picture.Pixels, _spots);
        picture.SetPixels(PixelLayout.Bgr, LotView.Width, LotView.Height);
    }
}
