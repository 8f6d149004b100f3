namespace LiveParking.Bench.Measuring.Viewing;

/// <summary>The measurements of the viewers of a run in the measured span.</summary>
/// <param name="Frames">Number of frames of each viewer.</param>
/// <param name="Bytes">Bytes that came over all sockets.</param>
/// <param name="Age">Age of a frame when its last byte arrived, of stamped frames.</param>
/// <param name="Checked">Frames that were compared byte for byte with their checksum.</param>
/// <param name="Broken">Frames that were not what was sent.</param>
/// <param name="Usage">Resources that the load generator itself used.</param>
public sealed record ViewersReport(int[] Frames, long Bytes, Distribution Age, int Checked, int Broken, ProcessUsage Usage);
