namespace LiveParking.Cameras.Capture.Masks;

/// <summary>A part of a camera's picture that is hidden from all viewers: a polygon, filled before anything is encoded.</summary>
/// <param name="Points">Its corners in order, 3 to 64; the last one is joined to the first.</param>
public sealed record PrivacyMask(IReadOnlyList<MaskPoint> Points)
{
    /// <summary>The minimum and maximum number of corners.</summary>
    public const int MinPoints = 3, MaxPoints = 64;

    /// <summary>Maximum masks of a camera.</summary>
    public const int MaxMasks = 16;

    /// <summary>The errors of a camera's masks, a sentence each.</summary>
    /// <param name="masks">The masks.</param>
    public static IEnumerable<string> Faults(IReadOnlyList<PrivacyMask> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        if (masks.Count > MaxMasks)
            yield return $"there may be {MaxMasks} masks, not {masks.Count}.";
        for (var i = 0; i < masks.Count; i++)
        {
            var points = masks[i].Points;
            if (points.Count is < MinPoints or > MaxPoints)
                yield return $"mask {i + 1} must have {MinPoints} to {MaxPoints} points, not {points.Count}.";
            if (points.Any(point => !(point is { X: >= 0 and <= 1, Y: >= 0 and <= 1 })))
                yield return $"mask {i + 1} has a point outside the picture; x and y are 0 to 1.";
            else if (points.Count >= MinPoints && Area(points) < 1e-6)
                yield return $"mask {i + 1} covers nothing: its points lie on one line.";
        }
    }

    // The largest triangle at its first corner; a self-intersecting polygon may have a net area of zero.
    private static double Area(IReadOnlyList<MaskPoint> points)
    {
        var (first, most) = (points[0], 0.0);
        for (var i = 1; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                var (ax, ay) = (points[i].X - first.X, points[i].Y - first.Y);
                var (bx, by) = (points[j].X - first.X, points[j].Y - first.Y);
                most = Math.Max(most, Math.Abs((ax * by) - (bx * ay)) / 2);
            }
        }

        return most;
    }
}
