using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Api;

/// <summary>The response to readings of several levels. Used only for the OpenAPI document.</summary>
/// <param name="Results">One for each reading, in request order.</param>
/// <param name="Statuses">The stored status of each level that accepted a reading, in order of first appearance.</param>
internal sealed record AddressedReadingsAnswer(IReadOnlyList<ReadingResult> Results, IReadOnlyList<LevelStatus> Statuses);
