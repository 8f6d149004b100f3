namespace LiveParking.Redis;

/// <summary>Which cluster of which service a process belongs to. Silos and gateways of one system use the same two ids.</summary>
public sealed class ClusterIdentity
{
    /// <summary>The service id that is used unless another is given.</summary>
    public const string DefaultServiceId = "live-parking";

    /// <summary>The cluster id that is used unless another is given.</summary>
    public const string DefaultClusterId = "live-parking";

    /// <summary>Names the stored state: it is the beginning of every key in Redis, so changing it leaves the state behind. 1 to 64 characters.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;

    /// <summary>Names the set of processes that find each other; may change from one deployment to the next. 1 to 64 characters.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>What is wrong with them, each a sentence.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, value) in new[] { (nameof(ServiceId), ServiceId), (nameof(ClusterId), ClusterId) })
        {
            if (string.IsNullOrWhiteSpace(value) || value.Length > 64)
                yield return $"Cluster:{name} has 1 to 64 characters.";
        }
    }
}
