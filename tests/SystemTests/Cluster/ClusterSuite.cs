namespace LiveParking.SystemTests.Cluster;

/// <summary>The tests that share one cluster; each leaves it whole.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterSuite : ICollectionFixture<RunningCluster>
{
    /// <summary>Its name.</summary>
    public const string Name = "cluster";
}
