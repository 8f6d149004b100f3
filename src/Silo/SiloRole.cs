namespace LiveParking.Silo;

/// <summary>The set of grains that a silo hosts.</summary>
public enum SiloRole
{
    /// <summary>Locations, levels and the catalog; clients connect to it.</summary>
    Central = 0,

    /// <summary>Only the cameras attached to it; no client is routed through it.</summary>
    Site = 1,

    /// <summary>Both, in one process.</summary>
    Combined = 2,
}
