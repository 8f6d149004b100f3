namespace LiveParking.Replay.Model;

/// <summary>The outcome of a row.</summary>
internal enum Outcome
{
    Accepted,
    Duplicate,
    Late,
    Rejected,
}
