using LiveParking.Bench.Measuring;

namespace LiveParking.Bench.Frames;

/// <summary>A cell, measured once.</summary>
/// <param name="MicrosecondsAFrame">CPU of the server for each delivered frame.</param>
/// <param name="Cores">CPU of the server.</param>
/// <param name="BesideCores">CPU of the process beside it; null when there is none.</param>
/// <param name="GeneratorCores">CPU of the load generator.</param>
/// <param name="OtherCores">CPU of everything else on the machine.</param>
/// <param name="LowestFps">Of the viewer that got the fewest frames a second.</param>
/// <param name="MiddleFps">Of the viewer in the middle.</param>
/// <param name="DeliveredShare">Delivered frames of those that the camera made, times the viewers: 0 to 1.</param>
/// <param name="MessageBytes">Bytes a message, on average.</param>
/// <param name="Age">Age of the frames on arrival.</param>
/// <param name="Checked">Frames that were compared with their checksum.</param>
/// <param name="Broken">Checked frames that differed from the sent ones.</param>
internal sealed record Sample(
    double MicrosecondsAFrame,
    double Cores,
    double? BesideCores,
    double GeneratorCores,
    double OtherCores,
    double LowestFps,
    double MiddleFps,
    double DeliveredShare,
    double MessageBytes,
    Distribution Age,
    int Checked,
    int Broken);
