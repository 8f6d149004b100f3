using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Api;

/// <summary>The response to an uplink.</summary>
/// <param name="Results">One for each reading of the uplink.</param>
/// <param name="Statuses">The stored status of the level that accepted readings.</param>
/// <param name="Ignored">Why the uplink gave no reading.</param>
internal sealed record UplinkAnswer(IReadOnlyList<ReadingResult> Results, IReadOnlyList<LevelStatus> Statuses, string? Ignored = null);
