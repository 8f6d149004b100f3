namespace LiveParking.Gateway.Uplinks;

/// <summary>The options for uplinks of sensor networks.</summary>
public sealed class UplinkOptions
{
    /// <summary>The mapping file; null for none.</summary>
    public string? MappingsFile { get; set; }
}
