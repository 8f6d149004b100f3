using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>The level that a driver should take now.</summary>
/// <param name="LocationId">The location.</param>
/// <param name="Type">The requested type of spot; null for any.</param>
/// <param name="Level">The level; null when no level can be advised.</param>
/// <param name="Available">
/// Free spots there. If sensors distinguish types, these are the free spots of the type. Otherwise they are the free spots of the whole level, but at
/// most the level's capacity of the type.
/// </param>
/// <param name="Reason">Why this level, or why none, for people.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LevelAdvice")]
public sealed record LevelAdvice(
    [property: Id(0)] string LocationId,
    [property: Id(1)] string? Type,
    [property: Id(2)] LevelStatus? Level,
    [property: Id(3)] int Available,
    [property: Id(4)] string Reason);
