namespace LiveParking.Measuring.Viewing;

/// <summary>What the viewers of a run got in the measured span.</summary>
/// <param name="Frames">How many frames each got.</param>
/// <param name="Bytes">Bytes that came over all sockets.</param>
/// <param name="Age">How old a frame was when its last byte was here, of those that carry a stamp.</param>
/// <param name="Checked">Frames that were compared byte for byte with their checksum.</param>
/// <param name="Broken">Frames that were not what was sent.</param>
/// <param name="Usage">What the load generator used itself.</param>
public sealed record ViewersReport(int[] Frames, long Bytes, Distribution Age, int Checked, int Broken, ProcessUsage Usage);
