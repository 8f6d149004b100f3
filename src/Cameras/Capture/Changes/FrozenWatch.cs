using OpenCvSharp;

namespace LiveParking.Cameras.Capture.Changes;

/// <summary>
/// Checks a few pictures of a camera a second and decides whether it is frozen: whether their brightness is identical apart from codec rounding. A
/// check takes three consecutive pictures. Not thread-safe.
/// </summary>
/// <remarks>
/// The same picture encoded twice with the same quantisation tables decodes to the same pixels; with other tables it differs. So JPEGs are compared
/// only with those that have the same tables. A video encoder shows a still picture in a few states, one of them a key frame, and returns to them.
/// Noise is new each time. Changes below the limits here, in a picture without noise, are not detected.
/// </remarks>
internal sealed class FrozenWatch : IDisposable
{
    /// <summary>
    /// Brightness levels by which the mean of a square of 8 x 8 pixels must change to count as movement; a settled video encoder stays below 2.
    /// </summary>
    private const double Moved = 6;

    /// <summary>
    /// The share of squares that may differ. JPEGs of one picture do not differ at all; a video encoder still refines some squares.
    /// </summary>
    private const double JpegLimit = 0.002, VideoLimit = 0.05;

    private const int PicturesPerCheck = 3, MaxStates = 6, MaxTables = 24;

    private readonly TimeProvider _timeProvider;
    private readonly FrozenRule _rule;
    private readonly double _visible;
    private readonly Mat _reference = new();
    private readonly List<(ulong Tables, List<BlockPrints> States)> _knownStates = [];
    private readonly (ulong Tables, BlockPrints Prints)[] _check = [.. Enumerable.Range(0, PicturesPerCheck).Select(_ => (0UL, new BlockPrints()))];
    private int _picturesTaken;
    private long _next;
    private int _phase;

    /// <param name="timeProvider">Converts timestamps.</param>
    /// <param name="frozenAfter">Above 0.</param>
    /// <param name="visible">The share of the picture that is not masked, 0 to 1.</param>
    /// <param name="start">A timestamp of the clock: when the first picture arrived.</param>
    public FrozenWatch(TimeProvider timeProvider, TimeSpan frozenAfter, double visible, long start) =>
        (_timeProvider, _rule, _visible, _next) = (timeProvider, new FrozenRule(timeProvider, frozenAfter, start), Math.Max(visible, 0.001), start);

    /// <summary>Whether the camera is frozen.</summary>
    public bool IsFrozen => _rule.IsFrozen;

    /// <summary>Whether a picture should be checked.</summary>
    /// <param name="now">When it was captured, as a timestamp of the clock.</param>
    public bool IsDue(long now) => _picturesTaken > 0 || now >= _next;

    /// <summary>Checks the next picture.</summary>
    /// <returns>Whether the answer changed.</returns>
    public bool Check(Picture picture, PictureLuma luma)
    {
        var now = picture.Timestamp;
        if (!IsDue(now) || luma.Means() is not { } means)
            return false;
        if (HasMoved(means))
        {
            // Movement means that the camera is live; no other check is needed.
            means.CopyTo(_reference);
            EndCheck(now);
            return _rule.AddCheck(now, moved: true, differs: false, isNew: false);
        }

        if (luma.Whole() is not { } whole)
            return false;
        _check[_picturesTaken].Tables = Tables(picture);
        _check[_picturesTaken++].Prints.Take(whole);
        if (_picturesTaken < PicturesPerCheck)
            return false;
        EndCheck(now);
        return _rule.AddCheck(now, moved: false, PicturesDiffer(0, 1) && PicturesDiffer(1, 2), IsNew());
    }

    public void Dispose() => _reference.Dispose();

    private static ulong Tables(Picture picture) => picture.Layout == PixelLayout.Jpeg ? picture.JpegHeader.QuantisationTables : 0;

    private bool HasMoved(Mat means) =>
        _reference.Size() != means.Size() || Cv2.Norm(_reference, means, NormTypes.INF) > Moved;

    private bool PicturesDiffer(int first, int second) =>
        _check[first].Tables == _check[second].Tables && _check[second].Prints.ShareNotIn(_check[first].Prints) > Limit(_check[second].Tables);

    private double Limit(ulong tables) => _visible * (tables == 0 ? VideoLimit : JpegLimit);

    private bool IsNew()
    {
        var (tables, prints) = _check[^1];
        var at = _knownStates.FindIndex(known => known.Tables == tables);
        if (at < 0)
        {
            // Nothing to compare with yet: the first JPEG with these tables gives no information.
            if (_knownStates.Count == MaxTables)
                _knownStates.RemoveAt(0);
            _knownStates.Add((tables, [prints]));
            _check[^1].Prints = new BlockPrints();
            return false;
        }

        var states = _knownStates[at].States;
        var share = prints.ShareNotIn([.. states]);
        if (share == 0)
            return false;

        // The oldest state is removed, and its memory is reused for the next check.
        var free = states.Count == MaxStates ? states[0] : new BlockPrints();
        states.Remove(free);
        states.Add(prints);
        _check[^1].Prints = free;
        return share > Limit(tables);
    }

    private void EndCheck(long now)
    {
        _picturesTaken = 0;

        // Uneven steps, so that checks do not synchronise with the key frames of a stream or with a loop of pictures.
        _phase = ((_phase * 5) + 3) & 15;
        var wait = IsFrozen ? TimeSpan.FromMilliseconds(150) : TimeSpan.FromMilliseconds(350 + (_phase * 20));
        _next = now + (long)(wait.TotalSeconds * _timeProvider.TimestampFrequency);
    }
}
