namespace LiveParking.Grains.Interfaces.Access;

/// <summary>
/// What a new token is for. Locations and groups add up. With none of locations, groups, levels and cameras it is valid for all locations. Levels,
/// sensors and cameras narrow it.
/// </summary>
/// <param name="Role">What its bearer may do.</param>
/// <param name="Lifetime">How long it is valid: 1 s to 3,650 days.</param>
/// <param name="Subject">The owner, for audit records: 1 to 100 characters. When absent, the role and eight random digits.</param>
[GenerateSerializer, Immutable, Alias("live-parking.TokenRequest")]
public sealed record TokenRequest([property: Id(0)] Role Role, [property: Id(1)] TimeSpan Lifetime, [property: Id(2)] string? Subject = null)
{
    /// <summary>The scope of the token.</summary>
    [Id(3)]
    public TokenScope Scope { get; init; } = TokenScope.Everywhere;
}
