using System.CommandLine;

namespace LiveParking.Standalone;

/// <summary>The options of MQTT and mappings, which the gateway reads by these names.</summary>
internal static class IngestOptions
{
    private static readonly (string Name, string Description)[] All =
    [
        ("mqtt", "MQTT broker over which sensors send readings: mqtt://user@host:1883, or mqtts:// over TLS"),
        ("mqtt-password-file", "File with the password of the broker; LIVEPARKING_MQTT_PASSWORD holds it otherwise"),
        ("mqtt-client-id", "Name of the session at the broker; different for each gateway"),
        ("mqtt-group", "Group of gateways that share the messages"),
        ("mqtt-results", "true: publish what became of readings on parking/{location}/{level}/results"),
        ("mqtt-session-hours", "How long the broker keeps messages while this gateway is away; 24 by default"),
        ("mqtt-mib", "MiB of MQTT messages that may be under way; 64 by default"),
        ("mqtt-quarantine-seconds", "How long a message has to fail, while all else works, before it goes into quarantine; 30 by default"),
        ("quarantine-messages", "Messages that the quarantine keeps; 1000 by default"),
        ("quarantine-mib", "MiB of messages that the quarantine keeps; 16 by default"),
        ("mappings", "File that says what uplinks of sensor networks mean"),
    ];

    /// <summary>Adds the options to a command.</summary>
    public static IReadOnlyList<Option<string?>> AddTo(Command command)
    {
        List<Option<string?>> options = [.. All.Select(option => new Option<string?>($"--{option.Name}") { Description = option.Description })];
        options.ForEach(command.Add);
        return options;
    }

    /// <summary>The values that are set.</summary>
    public static IReadOnlyDictionary<string, string?> Read(IReadOnlyList<Option<string?>> options, ParseResult parsed) =>
        options.Select(option => (Name: option.Name.TrimStart('-'), Value: parsed.GetValue(option)))
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Name, pair => pair.Value);
}
