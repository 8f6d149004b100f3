using LiveParking.Cameras.Capture;
using LiveParking.Bench.Measuring.Pictures;

namespace LiveParking.Bench.FilmSilo;

/// <summary>A camera whose pictures are ready: each is stamped on the capture's thread, before any hop to another.</summary>
internal sealed class FilmSource(FilmPlayer film) : ICaptureSource
{
    public void Open(CancellationToken cancellationToken)
    {
    }

    public void Read(Picture picture, CancellationToken cancellationToken)
    {
        if (!picture.TrySetJpeg(film.Next(cancellationToken)))
            throw new CaptureException("the film of the benchmark is no JPEG");
    }

    public void Dispose()
    {
    }
}
