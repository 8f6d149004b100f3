namespace LiveParking.Replay.Model;

/// <summary>What becomes of a row.</summary>
internal enum Outcome
{
    Accepted,
    Duplicate,
    Late,
    Rejected,
}
