namespace LiveParking.SystemTests.Abuse;

/// <summary>One caller's worst takes the whole machine: nothing else is tested meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AbuseSuite
{
    /// <summary>Its name.</summary>
    public const string Name = "abuse";
}
