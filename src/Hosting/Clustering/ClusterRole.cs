namespace LiveParking.Hosting.Clustering;

/// <summary>What a process of the cluster is, as the organizational unit (<c>OU</c>) of its certificate says in lower case.</summary>
public enum ClusterRole
{
    /// <summary>A central silo.</summary>
    Central,

    /// <summary>The silo of a site.</summary>
    Site,

    /// <summary>A gateway.</summary>
    Gateway,

    /// <summary>A .NET program that calls grains.</summary>
    Integrator,
}
