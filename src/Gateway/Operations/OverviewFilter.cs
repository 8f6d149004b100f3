using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Operations;

/// <summary>Which locations an operator looks at.</summary>
/// <param name="Group">Only locations of this group; null for all.</param>
/// <param name="Status">Only locations with this status; null for all.</param>
internal sealed record OverviewFilter(string? Group = null, OccupancyStatus? Status = null)
{
    /// <summary>All locations.</summary>
    public static OverviewFilter All { get; } = new();

    /// <summary>Throws unless the filter is well-formed.</summary>
    /// <exception cref="InvalidRequestException">The group is not a slug.</exception>
    public OverviewFilter Required()
    {
        if (Group is not null)
            Slug.Require(Group, "group", "group");
        return this;
    }

    /// <summary>Whether a location is shown.</summary>
    public bool Shows(LocationSummary location) =>
        (Group is null || location.Groups?.Contains(Group) == true) && (Status is null || location.Status == Status);
}
