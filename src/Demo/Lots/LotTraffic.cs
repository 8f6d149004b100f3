using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Demo.Lots;

/// <summary>
/// Decides which cars are parked, enter and leave, so that the visible bays are as full as the level. The visible bays are a part of the level. For a
/// change that does not affect them, a car drives through to another part. One car at a time drives on an aisle.
/// </summary>
internal sealed class LotTraffic
{
    // If the lot lags by more cars than this, they are not driven in one by one.
    private const int MaxBehind = 8;
    private const double UnknownShare = 0.6;

    private readonly LotLayout _layout;
    private readonly LotScene _scene;
    private readonly Random _random;
    private readonly Dictionary<LotBay, ParkedCar> _parked = [];
    private readonly List<MovingCar> _moving = [];
    private Spots? _spots;
    private int _passing;
    private double _untilNext;
    private double _untilWhim;
    private double _share = UnknownShare;

    public LotTraffic(string name, LotLayout layout, LotScene scene, Spots? spots)
    {
        (_layout, _scene, _spots) = (layout, scene, spots);
        _random = LotRandom.For(name, "cars");
        foreach (var bay in layout.Order.Take(Target(spots)))
            Park(bay, CarModel.Random(_random), new CarPose(_random.Between(-0.13, 0.13), 0, _random.Between(-0.03, 0.03)));
    }

    /// <summary>Number of parked cars.</summary>
    public int Parked => _parked.Count;

    /// <summary>Number of moving cars.</summary>
    public int Moving => _moving.Count;

    /// <summary>Advances the simulation.</summary>
    /// <param name="seconds">The elapsed time.</param>
    /// <param name="spots">The level's current spots; null when unknown.</param>
    public void Advance(double seconds, Spots? spots)
    {
        // Cars never jump: after a pause the simulation continues where it was.
        seconds = Math.Min(seconds, 0.2);
        foreach (var car in _moving)
            car.Drive(seconds);
        foreach (var car in _moving.Where(car => car is { IsDone: true, Bay: not null }))
            Park(car.Bay!, car.Car, default);
        _moving.RemoveAll(car => car.IsDone);

        if (spots is { } now && _spots is { } before)
            _passing = Math.Clamp(_passing + Math.Abs(now.Occupied - before.Occupied), 0, 3);
        _spots = spots;
        _untilNext -= seconds;
        _untilWhim -= seconds;
        if (spots is null && _untilWhim <= 0)
        {
            _untilWhim = _random.Between(4, 11);
            _share = Math.Clamp(_share + _random.Between(-0.05, 0.05), 0.4, 0.8);
        }

        if (_untilNext <= 0)
            Begin(Target(spots) - _parked.Count - _moving.Count(car => car.Bay is not null));
    }

    /// <summary>The moving cars, the farthest first. The caller disposes them.</summary>
    public List<SceneItem> DrawMoving() =>
        [.. _moving.Select(car => _scene.MovingCar(car.Car, car.Pose)).OrderByDescending(item => item.Depth)];

    /// <summary>The headlight beams of the moving cars. The caller disposes them.</summary>
    public List<Sprite> DrawBeams(HeadlightPainter painter) => [.. _moving.Select(car => painter.Beam(car.Car, car.Pose))];

    private int Target(Spots? spots)
    {
        var share = spots is { Total: > 0 } ? (double)spots.Occupied / spots.Total : spots is null ? _share : 0;
        return (int)Math.Round(Math.Clamp(share, 0, 1) * _layout.Bays.Count);
    }

    private void Begin(int missing)
    {
        if (Math.Abs(missing) > MaxBehind)
        {
            Jump(missing > 0);
            _untilNext = 0.08;
            return;
        }

        var aisles = new[] { LotLayout.BackAisleY, LotLayout.FrontAisleY }.Where(y => _moving.TrueForAll(car => car.AisleY != y)).ToList();
        if (aisles.Count == 0)
            return;
        _untilNext = 0.6;
        if (missing > 0 && Some(FreeBays().Where(bay => aisles.Contains(bay.AisleY))) is { } free)
        {
            var car = CarModel.Random(_random);
            _moving.Add(MovingCar.Arriving(car, free, Path(free, car)));
        }
        else if (missing < 0 && Some(_parked.Keys.Where(bay => aisles.Contains(bay.AisleY))) is { } taken)
        {
            var parked = Take(taken);
            _moving.Add(MovingCar.Leaving(parked.Car, taken, Path(taken, parked.Car), parked.Offset));
        }
        else if (missing == 0 && _passing > 0)
        {
            var aisle = aisles[_random.Next(aisles.Count)];
            var direction = _random.Next(2) == 0 ? 1 : -1;
            var (from, to) = (_scene.View.EndOfView(aisle, -direction), _scene.View.EndOfView(aisle, direction));
            _moving.Add(MovingCar.Passing(CarModel.Random(_random), aisle, direction, from, to));
        }
        else
        {
            return;
        }

        _passing = Math.Max(0, _passing - 1);
    }

    // The level changed by more than a few cars in one step: the lot follows without driving each one.
    private void Jump(bool fuller)
    {
        if (fuller && Some(FreeBays()) is { } free)
            Park(free, CarModel.Random(_random), default);
        else if (!fuller && Some(_parked.Keys) is { } taken)
            Take(taken);
    }

    private IEnumerable<LotBay> FreeBays() =>
        _layout.Bays.Where(bay => !_parked.ContainsKey(bay) && _moving.TrueForAll(car => car.Bay != bay));

    private LotBay? Some(IEnumerable<LotBay> bays)
    {
        // Clearly visible bays are preferred.
        var all = bays.ToList();
        var seen = all.Where(bay => _scene.View.IsSeen(bay.X, bay.Y)).ToList();
        var from = seen.Count > 0 ? seen : all;
        return from.Count == 0 ? null : from[_random.Next(from.Count)];
    }

    private DrivePath Path(LotBay bay, CarModel car) =>
        new(bay, car, _scene.View.EndOfView(bay.AisleY, bay.Inwards), _scene.View.EndOfView(bay.AisleY, -bay.Inwards));

    private void Park(LotBay bay, CarModel car, CarPose offset)
    {
        var item = _scene.StandingCar(car, new CarPose(bay.X + offset.X, bay.Y, (bay.Inwards * Math.PI / 2) + offset.Heading));
        _parked.Add(bay, new ParkedCar(car, offset, item));
        _scene.Add(item);
    }

    private ParkedCar Take(LotBay bay)
    {
        _parked.Remove(bay, out var parked);
        _scene.Remove(parked!.Item);
        return parked;
    }

    /// <param name="Car">The car.</param>
    /// <param name="Offset">Its offset from the middle of its bay.</param>
    /// <param name="Item">Its picture.</param>
    private sealed record ParkedCar(CarModel Car, CarPose Offset, SceneItem Item);
}
