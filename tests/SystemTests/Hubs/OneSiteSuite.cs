namespace LiveParking.SystemTests.Hubs;

/// <summary>The tests that share one system.</summary>
[CollectionDefinition(Name)]
public sealed class OneSiteSuite : ICollectionFixture<OneSite>
{
    /// <summary>Its name.</summary>
    public const string Name = "one site";
}
