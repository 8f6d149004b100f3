using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Api;

/// <summary>The answer to an uplink.</summary>
/// <param name="Results">One for each reading that it gave.</param>
/// <param name="Statuses">The stored status of the level that took some.</param>
/// <param name="Ignored">Why it gave none.</param>
internal sealed record UplinkAnswer(IReadOnlyList<ReadingResult> Results, IReadOnlyList<LevelStatus> Statuses, string? Ignored = null);
