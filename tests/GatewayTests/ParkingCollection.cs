namespace LiveParking.GatewayTests;

/// <summary>The tests that share one system.</summary>
[CollectionDefinition(Name)]
public sealed class ParkingCollection : ICollectionFixture<ParkingSystem>
{
    public const string Name = "parking";
}
