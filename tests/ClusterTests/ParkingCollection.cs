namespace LiveParking.ClusterTests;

/// <summary>The tests that share one cluster and its store.</summary>
[CollectionDefinition(Name)]
public sealed class ParkingCollection : ICollectionFixture<ParkingFixture>
{
    public const string Name = "parking";
}
