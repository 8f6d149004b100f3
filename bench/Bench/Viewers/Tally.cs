using System.Diagnostics;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Pictures;
using LiveParking.Bench.Measuring.Viewing;

namespace LiveParking.Bench.Viewers;

/// <summary>Counts what comes in the measured span. One thread counts; another reads the sums afterwards.</summary>
internal sealed class Tally(int viewers)
{
    // Every nth frame of a viewer is compared byte for byte.
    private const int CheckEvery = 40;

    private readonly int[] _all = new int[viewers];
    private readonly int[] _counted = new int[viewers];
    private readonly List<double> _ages = new(1 << 20);
    private readonly TaskCompletionSource _allHaveOne = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Window _window = Window.Never;
    private int _missing = viewers;
    private long _bytes;
    private int _checked;
    private int _broken;

    /// <summary>Completes when each viewer has a frame.</summary>
    public Task AllHaveOneAsync => _allHaveOne.Task;

    public void Measure(Window window) => _window = window;

    /// <summary>Whether the frame that a viewer gets now has to be kept as a whole, to be checked.</summary>
    public bool IsToCheck(int viewer) => _all[viewer] % CheckEvery == viewer % CheckEvery;

    /// <summary>A frame is here.</summary>
    /// <param name="viewer">Whose.</param>
    /// <param name="start">Its JPEG, the start or all of it.</param>
    /// <param name="whole">Whether it is all of it.</param>
    /// <param name="bytes">Bytes of the message.</param>
    public void Arrived(int viewer, ReadOnlySpan<byte> start, bool whole, int bytes)
    {
        var now = Stopwatch.GetTimestamp();
        if (_all[viewer]++ == 0 && --_missing == 0)
            _allHaveOne.SetResult();
        if (!_window.Contains(now))
            return;
        _counted[viewer]++;
        _bytes += bytes;
        if (StampedJpeg.TryReadTime(start, out var sent))
            _ages.Add(Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds);
        if (!whole)
            return;
        _checked++;
        if (!StampedJpeg.IsWhole(start))
            _broken++;
    }

    /// <summary>Counts a checked frame of a server that chooses its own pictures.</summary>
    public void Checked(bool isWhole)
    {
        if (!_window.Contains(Stopwatch.GetTimestamp()))
            return;
        _checked++;
        if (!isWhole)
            _broken++;
    }

    /// <summary>The sums. The span has to be over.</summary>
    public ViewersReport Report(ProcessUsage usage) => new(_counted, _bytes, Distribution.Of(_ages), _checked, _broken, usage);
}
