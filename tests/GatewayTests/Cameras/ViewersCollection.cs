namespace LiveParking.GatewayTests.Cameras;

/// <summary>The tests that share <see cref="ViewersSystem"/>.</summary>
[CollectionDefinition(Name)]
public sealed class ViewersCollection : ICollectionFixture<ViewersSystem>
{
    public const string Name = "viewers";
}
