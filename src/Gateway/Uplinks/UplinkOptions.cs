namespace LiveParking.Gateway.Uplinks;

/// <summary>What uplinks of sensor networks mean.</summary>
public sealed class UplinkOptions
{
    /// <summary>The file of mappings; null for none.</summary>
    public string? MappingsFile { get; set; }
}
