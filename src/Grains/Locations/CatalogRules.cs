namespace LiveParking.Grains.Locations;

/// <summary>The rules of the catalog: pure functions from a state and a change to the next state.</summary>
internal static class CatalogRules
{
    /// <summary>Sets the groups of a location. The same state when it has them already, or is not listed.</summary>
    public static CatalogState WithGroups(CatalogState state, string locationId, IReadOnlyList<string> groups)
    {
        var known = state.Groups.GetValueOrDefault(locationId) ?? [];
        if (known.SequenceEqual(groups) || !state.Locations.Contains(locationId))
            return state;
        return state with
        {
            Groups = groups.Count == 0 ? state.Groups.Remove(locationId) : state.Groups.SetItem(locationId, [.. groups]),
            GroupsVersion = state.GroupsVersion + 1,
        };
    }
}
