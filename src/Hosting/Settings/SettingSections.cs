namespace LiveParking.Hosting.Settings;

/// <summary>The configuration sections that a Live Parking program, or the platform below, reads.</summary>
internal static class SettingSections
{
    private static readonly string[] Own = ["Gateway", "Auth", "Mqtt", "Quarantine", "Uplinks", "Levels", "Locations", "Silo", "Cluster", "Store", "LiveStreams", "Audit", "Alarms", "Notifications", "Management"];

    private static readonly string[] PlatformSections = ["ConnectionStrings", "Kestrel", "Logging", "AllowedHosts", "Urls", "Environment", "ContentRoot"];

    /// <summary>Older names without a section: <c>mqtt-group</c>, <c>mappings</c>, <c>LIVEPARKING_KEYS</c>.</summary>
    private static readonly string[] OldNames = ["mqtt-", "quarantine-", "mappings", "LIVEPARKING_"];

    /// <summary>Whether the first part of a key is known.</summary>
    public static bool Knows(string key)
    {
        var first = key.Split(':')[0];
        return Own.Concat(PlatformSections).Contains(first, StringComparer.OrdinalIgnoreCase)
            || OldNames.Any(name => first.StartsWith(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The error for an unknown key.</summary>
    public static string Fault(string what, string key) =>
        $"{what} is no setting: there is no section '{key.Split(':')[0]}'; the sections are {string.Join(", ", Own)}.";
}
