namespace LiveParking.Hosting.Clustering;

/// <summary>The cluster and service of a process. Silos and gateways of one system use the same two ids.</summary>
public sealed class ClusterIdentity
{
    /// <summary>The default service id.</summary>
    public const string DefaultServiceId = "live-parking";

    /// <summary>The default cluster id.</summary>
    public const string DefaultClusterId = "live-parking";

    /// <summary>
    /// Identifies the stored state: it is the prefix of every key in Redis, so a new id does not see the old state. 1 to 64 characters.
    /// </summary>
    public string ServiceId { get; set; } = DefaultServiceId;

    /// <summary>Identifies the processes that find each other; may change between deployments. 1 to 64 characters.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>Mutual TLS between the processes.</summary>
    public ClusterTlsOptions Tls { get; } = new();

    /// <summary>The errors, each a sentence.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, value) in new[] { (nameof(ServiceId), ServiceId), (nameof(ClusterId), ClusterId) })
        {
            if (string.IsNullOrWhiteSpace(value) || value.Length > 64)
                yield return $"Cluster:{name} has 1 to 64 characters.";
        }

        foreach (var fault in Tls.Faults())
            yield return fault;
    }
}
