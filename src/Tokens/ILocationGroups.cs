namespace LiveParking.Tokens;

/// <summary>Knows the groups of locations.</summary>
public interface ILocationGroups
{
    /// <summary>The groups of a location; none when the location is not known.</summary>
    IReadOnlyList<string> Of(string locationId);
}
