using LiveParking.Replay.Model;

namespace LiveParking.Replay.Sending;

/// <summary>The gateway's answer for a row.</summary>
/// <param name="Id">The reading's id.</param>
/// <param name="Outcome">The outcome of the row.</param>
/// <param name="Reason">Why, unless it was accepted.</param>
internal sealed record RowResult(string Id, Outcome Outcome, string? Reason);
