using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Interfaces.Locations;

/// <summary>Where a driver should go now.</summary>
/// <param name="LocationId">The location.</param>
/// <param name="Type">The type of spot that was asked for; null for any.</param>
/// <param name="Level">The level; null when none can be advised.</param>
/// <param name="Available">
/// Free spots there: those of the type where sensors tell types apart, else those of the whole level, of which at most the level's spots of
/// the type count.
/// </param>
/// <param name="Reason">Why this one, or why none, for people.</param>
[GenerateSerializer, Immutable, Alias("live-parking.LevelAdvice")]
public sealed record LevelAdvice(
    [property: Id(0)] string LocationId,
    [property: Id(1)] string? Type,
    [property: Id(2)] LevelStatus? Level,
    [property: Id(3)] int Available,
    [property: Id(4)] string Reason);
