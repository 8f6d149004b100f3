using OpenCvSharp;

namespace LiveParking.Grains.Cameras.Capture.Demo;

/// <summary>
/// The picture of a lot. The empty lot and the lot with everything that stands are kept; a frame is a copy of the latter in which only the
/// surroundings of what moves are drawn anew.
/// </summary>
internal sealed class LotScene : IDisposable
{
    private static readonly Rect Whole = new(0, 0, LotView.Width, LotView.Height);

    private readonly Mat _empty;
    private readonly Mat _standing;
    private readonly List<SceneItem> _items = [];
    private readonly CarRenderer _cars;

    public LotScene(string name, LotLayout layout)
    {
        View = new LotView(name, layout.Mirrored);
        var palette = LotPalette.For(name);
        _empty = new LotBackdrop(layout, View, palette, name).Render();
        _standing = _empty.Clone();
        _cars = new CarRenderer(View);
        foreach (var (x, y) in LotLayout.Columns())
            Add(ColumnPainter.Column(View, palette, x, y));
    }

    public LotView View { get; }

    /// <summary>Draws a car that will stand; it stands nowhere before it is added.</summary>
    public SceneItem StandingCar(CarModel car, in CarPose pose) => Car(car, pose, oversampling: 3);

    /// <summary>Draws a car for one frame.</summary>
    public SceneItem MovingCar(CarModel car, in CarPose pose) => Car(car, pose, oversampling: 2);
    /// <summary>Puts something down; the scene disposes it.</summary>
    public void Add(SceneItem item)
    {
        var place = _items.FindIndex(other => other.Depth < item.Depth);
        _items.Insert(place < 0 ? _items.Count : place, item);
        Compose(_standing, item.Area, []);
    }

    /// <summary>Takes something away and disposes it.</summary>
    public void Remove(SceneItem item)
    {
        _items.Remove(item);
        Compose(_standing, item.Area, []);
        item.Dispose();
    }

    /// <summary>Draws a frame.</summary>
    /// <param name="frame">Takes it.</param>
    /// <param name="moving">What is in it for this frame only.</param>
    /// <param name="beams">Light on the floor, drawn before everything that stands on it.</param>
    public void Draw(Mat frame, IReadOnlyList<SceneItem> moving, IReadOnlyList<Sprite> beams)
    {
        _standing.CopyTo(frame);
        foreach (var area in Merge([.. moving.Select(item => item.Area), .. beams.Select(beam => beam.Area)]))
            Compose(frame, area, moving, beams);
    }

    public void Dispose()
    {
        foreach (var item in _items)
            item.Dispose();
        _cars.Dispose();
        _empty.Dispose();
        _standing.Dispose();
    }

    private SceneItem Car(CarModel car, in CarPose pose, int oversampling) =>
        new(_cars.Body(car, pose, oversampling), CarShadow.Draw(View, car, pose), View.Depth(pose.X, pose.Y));

    private void Compose(Mat picture, Rect area, IReadOnlyList<SceneItem> moving, IReadOnlyList<Sprite>? beams = null)
    {
        area &= Whole;
        if (area.Width <= 0 || area.Height <= 0)
            return;
        using (var from = new Mat(_empty, area))
        using (var to = new Mat(picture, area))
            from.CopyTo(to);
        foreach (var beam in beams ?? [])
            beam.DrawOn(picture, area);
        foreach (var item in _items)
            item.Shadow?.DrawOn(picture, area);
        foreach (var item in moving)
            item.Shadow?.DrawOn(picture, area);

        // Both lists go from far to near.
        var next = 0;
        foreach (var item in _items)
        {
            for (; next < moving.Count && moving[next].Depth > item.Depth; next++)
                moving[next].Body.DrawOn(picture, area);
            item.Body.DrawOn(picture, area);
        }

        for (; next < moving.Count; next++)
            moving[next].Body.DrawOn(picture, area);
    }

    // Areas that touch are drawn as one, so that nothing is drawn twice with only half of what overlaps it.
    private static List<Rect> Merge(List<Rect> areas)
    {
        for (var i = 0; i < areas.Count; i++)
        {
            for (var j = i + 1; j < areas.Count; j++)
            {
                if (!areas[i].IntersectsWith(areas[j]))
                    continue;
                areas[i] |= areas[j];
                areas.RemoveAt(j);
                (i, j) = (-1, areas.Count);
            }
        }

        return areas;
    }
}
