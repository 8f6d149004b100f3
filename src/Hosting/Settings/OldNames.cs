using Microsoft.Extensions.Configuration;

namespace LiveParking.Hosting.Settings;

/// <summary>
/// Settings with a section key and an older name without a section. The later source wins; within one source, the section key wins.
/// </summary>
public static class OldNames
{
    /// <summary>The value set by an older name.</summary>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="key">The key in the section: <c>Mqtt:Broker</c>.</param>
    /// <param name="names">The older names, in order of precedence.</param>
    /// <returns>Null when none is set, or when the section key wins.</returns>
    public static string? Find(IConfiguration configuration, string key, params IReadOnlyList<string> names)
    {
        var value = configuration is IConfigurationRoot root
            ? root.Providers.Reverse().Select(source => Find(source, key, names)).FirstOrDefault(found => found is not null)
            : configuration[key] is null ? names.Select(name => configuration[name]).FirstOrDefault(found => found is not null) : null;
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The environment variable of a command-line name: <c>LIVEPARKING_MQTT_GROUP</c> for <c>mqtt-group</c>.</summary>
    public static string Variable(string name) => $"LIVEPARKING_{name.ToUpperInvariant().Replace('-', '_')}";

    /// <summary>The value in one source: empty when its section key wins, null when it has none of the names.</summary>
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
