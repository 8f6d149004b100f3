using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Api;

/// <summary>The answer to readings of several levels; stands here for the OpenAPI document.</summary>
/// <param name="Results">One for each reading, in their order.</param>
/// <param name="Statuses">The stored status of each level that took some, in the order in which they are named first.</param>
internal sealed record AddressedReadingsAnswer(IReadOnlyList<ReadingResult> Results, IReadOnlyList<LevelStatus> Statuses);
