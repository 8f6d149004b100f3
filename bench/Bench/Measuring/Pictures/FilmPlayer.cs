using System.Diagnostics;

namespace LiveParking.Bench.Measuring.Pictures;

/// <summary>
/// A camera that shows pictures over and over at a fixed rate. The moments are whole multiples of the interval after the first; a
/// player that is late by more than a quarter of a second starts over.
/// </summary>
/// <param name="pictures">Made by <see cref="StampedJpeg.Pad"/>.</param>
/// <param name="framesPerSecond">More than 0.</param>
/// <param name="phase">By what part of an interval the first picture is late, 0 to 1: cameras do not all tick together.</param>
public sealed class FilmPlayer(IReadOnlyList<byte[]> pictures, double framesPerSecond, double phase)
{
    private static readonly long MaxBehind = Stopwatch.Frequency / 4;

    private readonly long _interval = (long)(Stopwatch.Frequency / framesPerSecond);
    private long _due;
    private int _next;

    /// <summary>Blocks the thread until the next picture is due.</summary>
    /// <returns>A new array that carries the time.</returns>
    public byte[] Next(CancellationToken cancellationToken)
    {
        var now = Stopwatch.GetTimestamp();
        if (_due == 0 || now - _due > MaxBehind)
            _due = now + (long)(phase * _interval);
        while (_due > (now = Stopwatch.GetTimestamp()))
            cancellationToken.WaitHandle.WaitOne(Math.Max(1, (int)(Stopwatch.GetElapsedTime(now, _due).TotalMilliseconds + 0.5)));
        cancellationToken.ThrowIfCancellationRequested();
        _due += _interval;
        var picture = pictures[_next];
        _next = (_next + 1) % pictures.Count;
        return StampedJpeg.Stamp(picture, Stopwatch.GetTimestamp());
    }
}
