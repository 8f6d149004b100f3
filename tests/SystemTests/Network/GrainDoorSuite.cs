namespace LiveParking.SystemTests.Network;

/// <summary>The tests that share one cluster with mutual TLS.</summary>
[CollectionDefinition(Name)]
public sealed class GrainDoorSuite : ICollectionFixture<GrainDoor>
{
    /// <summary>Its name.</summary>
    public const string Name = "grain door";
}
