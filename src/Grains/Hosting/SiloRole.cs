namespace LiveParking.Grains.Hosting;

/// <summary>Which grains a silo hosts.</summary>
public enum SiloRole
{
    /// <summary>Locations, levels and the catalog; clients connect here.</summary>
    Central = 0,

    /// <summary>The cameras attached to it and nothing else; no client is routed through it.</summary>
    Site = 1,

    /// <summary>Both, in one process.</summary>
    Standalone = 2,
}
