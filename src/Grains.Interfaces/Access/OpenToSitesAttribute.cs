namespace LiveParking.Grains.Interfaces.Access;

/// <summary>With mutual TLS, the silo of a site may call the grain method.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToSitesAttribute : Attribute;
