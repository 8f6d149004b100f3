namespace LiveParking.Gateway.Hosting;

/// <summary>Settings that have a key in a section and a name from before there were sections. The later source wins; within one source, the key of the section.</summary>
internal static class OldNames
{
    /// <summary>What is set by an old name.</summary>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="key">The key in the section: <c>Mqtt:Broker</c>.</param>
    /// <param name="names">The old names, the stronger one first.</param>
    /// <returns>Null when nothing is, or when the key in the section counts.</returns>
    public static string? Find(IConfiguration configuration, string key, params IReadOnlyList<string> names)
    {
        var value = configuration is IConfigurationRoot root
            ? root.Providers.Reverse().Select(source => Find(source, key, names)).FirstOrDefault(found => found is not null)
            : configuration[key] is null ? names.Select(name => configuration[name]).FirstOrDefault(found => found is not null) : null;
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The variable of a name on the command line: <c>LIVEPARKING_MQTT_GROUP</c> of <c>mqtt-group</c>.</summary>
    public static string Variable(string name) => $"LIVEPARKING_{name.ToUpperInvariant().Replace('-', '_')}";

    /// <summary>What one source says: empty when its key in the section counts, null when it has none of the names.</summary>
    private static string? Find(IConfigurationProvider source, string key, IReadOnlyList<string> names)
    {
        if (source.TryGet(key, out _))
            return "";
        foreach (var name in names)
        {
            if (source.TryGet(name, out var value) && value is not null)
                return value;
        }

        return null;
    }
}
