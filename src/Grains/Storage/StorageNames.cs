namespace LiveParking.Grains.Storage;

/// <summary>Names under which grain storage is registered.</summary>
public static class StorageNames
{
    /// <summary>The storage of all parking state.</summary>
    public const string Parking = "parking";
}
