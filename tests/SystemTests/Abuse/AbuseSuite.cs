namespace LiveParking.SystemTests.Abuse;

/// <summary>The abuser uses the whole machine: no other test runs at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AbuseSuite
{
    /// <summary>Its name.</summary>
    public const string Name = "abuse";
}
