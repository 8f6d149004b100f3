using LiveParking.Cameras.Capture;
using LiveParking.Bench.Measuring.Pictures;

namespace LiveParking.Bench.FilmSilo;

/// <summary>Gives every camera the same film, each at a moment of its own.</summary>
internal sealed class FilmSourceFactory(IReadOnlyList<byte[]> pictures, double rate) : ICaptureSourceFactory
{
    private readonly Random _phases = new(4711);

    public ICaptureSource Create(CameraOptions camera)
    {
        lock (_phases)
            return new FilmSource(new FilmPlayer(pictures, rate, _phases.NextDouble()));
    }
}
