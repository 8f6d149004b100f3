using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>
/// The picture of a lot. It keeps the empty lot and the lot with everything that is parked. A frame is a copy of the latter in which only the areas
/// around moving cars are redrawn.
/// </summary>
internal sealed class LotScene : IDisposable
{
    private static readonly Rect Whole = new(0, 0, LotView.Width, LotView.Height);

    private readonly Mat _empty;
    private readonly Mat _background;
    private readonly List<SceneItem> _items = [];
    private readonly CarRenderer _cars;

    public LotScene(string name, LotLayout layout)
    {
        View = new LotView(name, layout.Mirrored);
        var palette = LotPalette.For(name);
        _empty = new LotBackdrop(layout, View, palette, name).Render();
        _background = _empty.Clone();
        _cars = new CarRenderer(View);
        foreach (var (x, y) in LotLayout.Columns())
            Add(ColumnPainter.Column(View, palette, x, y));
    }

    public LotView View { get; }

    /// <summary>Draws a car that will be parked; it is not in the scene before it is added.</summary>
    public SceneItem StandingCar(CarModel car, in CarPose pose) => Car(car, pose, oversampling: 3);

    /// <summary>Draws a car for one frame.</summary>
    public SceneItem MovingCar(CarModel car, in CarPose pose) => Car(car, pose, oversampling: 2);
    /// <summary>Adds an item; the scene disposes it.</summary>
    public void Add(SceneItem item)
    {
        var index = _items.FindIndex(other => other.Depth < item.Depth);
        _items.Insert(index < 0 ? _items.Count : index, item);
        Compose(_background, item.Area, []);
    }

    /// <summary>Removes an item and disposes it.</summary>
    public void Remove(SceneItem item)
    {
        _items.Remove(item);
        Compose(_background, item.Area, []);
        item.Dispose();
    }

    /// <summary>Draws a frame.</summary>
    /// <param name="frame">Receives the picture.</param>
    /// <param name="moving">Items for this frame only.</param>
    /// <param name="beams">Light on the floor, drawn before all items.</param>
    public void Draw(Mat frame, IReadOnlyList<SceneItem> moving, IReadOnlyList<Sprite> beams)
    {
        _background.CopyTo(frame);
        foreach (var area in Merge([.. moving.Select(item => item.Area), .. beams.Select(beam => beam.Area)]))
            Compose(frame, area, moving, beams);
    }

    public void Dispose()
    {
        foreach (var item in _items)
            item.Dispose();
        _cars.Dispose();
        _empty.Dispose();
        _background.Dispose();
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

        // Both lists are sorted from far to near.
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

    // Touching areas are merged, so that no item is drawn twice with only half of the items that overlap it.
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
