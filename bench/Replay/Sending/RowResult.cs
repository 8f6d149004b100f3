using LiveParking.Replay.Model;

namespace LiveParking.Replay.Sending;

/// <summary>What a gateway said of a row.</summary>
/// <param name="Id">The reading's id.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why, unless it was accepted.</param>
internal sealed record RowResult(string Id, Outcome Outcome, string? Reason);
