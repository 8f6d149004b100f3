using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Demo;

/// <summary>One level of the demo.</summary>
/// <param name="Key">Location and level.</param>
/// <param name="Settings">The settings that an operator would have set.</param>
/// <param name="FirstCount">Its occupancy at the very first start.</param>
/// <param name="Rhythm">Its target occupancy through a day.</param>
internal sealed record DemoLevel(LevelKey Key, LevelSettings Settings, int FirstCount, DayRhythm Rhythm);

/// <summary>One location of the demo.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Planned">The settings that an operator would have set.</param>
/// <param name="Levels">Its levels.</param>
internal sealed record DemoLocation(string Id, LocationSettings Planned, IReadOnlyList<DemoLevel> Levels)
{
    /// <summary>The time zone of all its places. Indonesia has no daylight saving time.</summary>
    private static readonly TimeZoneInfo WesternIndonesia = TimeZoneInfo.CreateCustomTimeZone("demo", TimeSpan.FromHours(7), null, null);

    /// <summary>The planned settings, without the time zone where this machine has no time zone database.</summary>
    public LocationSettings Settings => IsZoneKnown ? Planned : Planned with { TimeZone = null };

    /// <summary>Whether this machine's time zone database has the planned one.</summary>
    public bool IsZoneKnown => TimeZoneInfo.TryFindSystemTimeZoneById(Planned.TimeZone!, out _);

    /// <summary>The time zone of its traffic.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(Planned.TimeZone!, out var zone) ? zone : WesternIndonesia;
}

/// <summary>The demo: the location of the old sketch and two more.</summary>
public static class DemoPlan
{
    /// <summary>The location of cameras without one: the first of the demo.</summary>
    public static string FirstLocationId => Locations[0].Id;

    internal static IReadOnlyList<DemoLocation> Locations { get; } =
    [
        new(
            "pakuwon-basement",
            new LocationSettings("Pakuwon Mall Basement", "Asia/Jakarta", "Jl. Puncak Indah Lontar 2, Surabaya", new GeoPosition(-7.2891, 112.6756)),
            [
                Level("pakuwon-basement", "upper-basement", "Upper Basement", 150, 45, DayRhythm.Shopping),
                Level("pakuwon-basement", "lower-basement", "Lower Basement", 180, 62, DayRhythm.Shopping),
            ]),
        new(
            "harbour-station",
            new LocationSettings("Harbour Station Park & Ride", "Asia/Jakarta", "Jl. Stasiun 1, Surabaya", new GeoPosition(-7.2484, 112.7327)),
            [
                Level("harbour-station", "ground", "Ground Level", 96, 88, DayRhythm.Commuting),
                Level("harbour-station", "roof-deck", "Roof Deck", 72, 31, DayRhythm.Commuting),
            ]),
        new(
            "city-hospital",
            new LocationSettings("City Hospital Garage", "Asia/Jakarta", "Jl. Dharma 6, Surabaya", new GeoPosition(-7.2677, 112.7586)),
            [
                Level("city-hospital", "visitors", "Visitors", 120, 97, DayRhythm.Visiting),
                Level("city-hospital", "staff", "Staff", 80, 54, DayRhythm.Commuting),
                Level("city-hospital", "emergency", "Emergency", 24, 9, DayRhythm.Visiting),
            ]),
    ];

    /// <summary>Rendered lots, one for each level that a newcomer opens first.</summary>
    public static IReadOnlyList<CameraOptions> Cameras { get; } =
    [
        Camera("pakuwon-upper", "pakuwon-basement", "upper-basement", "Upper Basement, ramp"),
        Camera("pakuwon-lower", "pakuwon-basement", "lower-basement", "Lower Basement, aisle B"),
        Camera("harbour-ground", "harbour-station", "ground", "Ground Level, entrance"),
        Camera("hospital-visitors", "city-hospital", "visitors", "Visitors, main aisle"),
    ];

    private static DemoLevel Level(string location, string level, string name, int spots, int first, DayRhythm rhythm) =>
        new(
            new LevelKey(location, level),
            new LevelSettings(name, CountingMode.Gates, new Dictionary<string, int> { ["standard"] = spots }),
            first,
            rhythm);

    private static CameraOptions Camera(string id, string location, string level, string name) =>
        new() { Id = id, LocationId = location, LevelId = level, Name = name, Source = $"demo:{level}", IsPublic = true };
}
