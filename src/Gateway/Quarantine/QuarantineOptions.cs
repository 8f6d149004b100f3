using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Gateway.Quarantine;

/// <summary>How much the quarantine keeps. All gateways of a cluster should have the same.</summary>
public sealed class QuarantineOptions
{
    /// <summary>Messages, 1 to 10,000. A new one drops the oldest beyond that.</summary>
    public int Messages { get; set; } = 1000;

    /// <summary>MiB of all payloads together, 1 to 1,024. A new one drops the oldest beyond that.</summary>
    public int Mebibytes { get; set; } = 16;

    /// <summary>The same for the quarantine itself.</summary>
    internal QuarantineLimits Limits => new(Messages, Mebibytes * 1024L * 1024);
}
