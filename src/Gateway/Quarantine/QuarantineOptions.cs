using LiveParking.Grains.Interfaces.Quarantine;

namespace LiveParking.Gateway.Quarantine;

/// <summary>The limits of the quarantine. All gateways of a cluster should have the same.</summary>
public sealed class QuarantineOptions
{
    /// <summary>Maximum messages, 1 to 10,000. Above it, a new message drops the oldest.</summary>
    public int Messages { get; set; } = 1000;

    /// <summary>Maximum MiB of all payloads together, 1 to 1,024. Above it, a new message drops the oldest.</summary>
    public int Mebibytes { get; set; } = 16;

    /// <summary>The limits in the form that the grain takes.</summary>
    internal QuarantineLimits Limits => new(Messages, Mebibytes * 1024L * 1024);
}
