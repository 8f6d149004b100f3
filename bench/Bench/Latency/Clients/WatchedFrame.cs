using MessagePack;

namespace LiveParking.Bench.Latency.Clients;

/// <summary>A frame as an integrator declares it for the stock client.</summary>
[MessagePackObject]
public sealed class WatchedFrame
{
    /// <summary>The camera.</summary>
    [Key("cameraId")]
    public string CameraId { get; set; } = "";

    /// <summary>Counts the captures.</summary>
    [Key("sequence")]
    public long Sequence { get; set; }

    /// <summary>The JPEG.</summary>
    [Key("data")]
    public byte[] Data { get; set; } = [];
}
