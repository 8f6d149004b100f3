using System.Globalization;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Reads <see cref="MqttOptions"/> from the command line and the environment.</summary>
internal static class MqttSettings
{
    /// <summary>Takes what is set: <c>--mqtt</c> or <c>LIVEPARKING_MQTT</c>, and so on.</summary>
    /// <exception cref="FormatException">A value can't be read; the message says which and never holds the password.</exception>
    public static void Apply(MqttOptions options, IConfiguration configuration)
    {
        if (Get("mqtt") is { } address)
        {
            options.Broker = Uri.TryCreate(address, UriKind.Absolute, out var broker)
                ? broker
                : throw new FormatException("--mqtt is an address such as mqtt://user@broker:1883, or mqtts://user@broker:8883 over TLS.");
        }

        if (Get("mqtt-password-file") is { } file)
            options.Password = ReadPassword(file);
        else if (configuration["LIVEPARKING_MQTT_PASSWORD"] is { Length: > 0 } password)
            options.Password = password;
        options.ClientId = Get("mqtt-client-id") ?? options.ClientId;
        options.Group = Get("mqtt-group") ?? options.Group;
        if (Get("mqtt-results") is { } results)
            options.PublishResults = bool.TryParse(results, out var publish) ? publish : throw new FormatException("--mqtt-results is true or false.");
        if (Get("mqtt-session-hours") is { } hours)
        {
            options.SessionExpiry = double.TryParse(hours, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 720
                ? TimeSpan.FromHours(number)
                : throw new FormatException("--mqtt-session-hours is 0 to 720.");
        }

        if (Get("mqtt-mib") is { } mebibytes)
            options.MebibytesUnderWay = Number("mqtt-mib", mebibytes);
        if (Get("mqtt-quarantine-seconds") is { } seconds)
            options.QuarantineAfter = TimeSpan.FromSeconds(Number("mqtt-quarantine-seconds", seconds));

        string? Get(string name) =>
            (configuration[name] ?? configuration[$"LIVEPARKING_{name.ToUpperInvariant().Replace('-', '_')}"]) is { Length: > 0 } value ? value : null;
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"--{name} is a whole number.");

    private static string ReadPassword(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"The file of --mqtt-password-file can't be read: {exception.Message}");
        }
    }
}
