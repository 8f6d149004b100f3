using LiveParking.Hosting.Settings;

namespace LiveParking.Gateway.Hosting;

/// <summary>The command-line options of a gateway besides its settings (<c>--Section:Key=VALUE</c>). ASP.NET ignores unknown options.</summary>
internal static class GatewayArguments
{
    private static readonly string[] PlatformOptions =
        ["urls", "http_ports", "https_ports", "environment", "contentRoot", "webRoot", "applicationName", "AllowedHosts"];

    /// <summary>Older names without a section.</summary>
    private static readonly string[] OldNames =
    [
        "mqtt", "mqtt-password-file", "mqtt-client-id", "mqtt-group", "mqtt-results", "mqtt-session-hours", "mqtt-mib", "mqtt-quarantine-seconds",
        "quarantine-messages", "quarantine-mib", "mappings", "LIVEPARKING_KEYS", "LIVEPARKING_PAGE", "LIVEPARKING_MAPPINGS",
    ];

    /// <summary>Arguments that are not options, each as a sentence.</summary>
    /// <param name="arguments">The command line without settings; each option as <c>--name=value</c> or <c>--name value</c>.</param>
    public static IReadOnlyList<string> Faults(IReadOnlyList<string> arguments)
    {
        List<string> faults = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            if (!IsKnown(parts[0]))
                faults.Add($"{parts[0]} is no option of a gateway: settings are --Section:Key=VALUE, see docs/operations.md.");
            else if (parts.Length == 1 && ++i == arguments.Count)
                faults.Add($"{parts[0]} needs a value.");
        }

        return faults;
    }

    private static bool IsKnown(string option) =>
        option.StartsWith("--", StringComparison.Ordinal) && PlatformOptions.Concat(OldNames).Contains(option[2..], StringComparer.OrdinalIgnoreCase);
}
