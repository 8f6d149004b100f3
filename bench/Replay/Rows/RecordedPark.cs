namespace LiveParking.Replay.Rows;

/// <summary>One car park of a recording.</summary>
/// <param name="Code">As the rows name it.</param>
/// <param name="Level">The id of its level.</param>
/// <param name="Capacity">Its spots by its newest row that says so: then the number that is shown in the end is right. No row is rejected for it.</param>
/// <param name="OtherCapacities">Rows that say another capacity.</param>
internal sealed record RecordedPark(string Code, string Level, int Capacity, int OtherCapacities);
