using System.Globalization;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Reads <see cref="MqttOptions"/> by the names from before there were sections: <c>--mqtt</c> or <c>LIVEPARKING_MQTT</c>, and so on.</summary>
/// <param name="configuration">The program's configuration.</param>
internal sealed class MqttSettings(IConfiguration configuration) : IValidateOptions<MqttOptions>
{
    /// <summary>Takes what is set over what the options have.</summary>
    /// <param name="options">The options, with what their section sets.</param>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="faults">Takes what can't be read; a fault never holds the password.</param>
    public static void Apply(MqttOptions options, IConfiguration configuration, ICollection<string> faults)
    {
        if (Get("mqtt") is { } address)
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var broker))
                options.Broker = broker;
            else
                faults.Add("--mqtt is an address such as mqtt://user@broker:1883, or mqtts://user@broker:8883 over TLS.");
        }

        options.PasswordFile = Get("mqtt-password-file") ?? options.PasswordFile;
        if (options.PasswordFile is { } file)
            options.Password = ReadPassword(file, faults);
        else if (configuration["LIVEPARKING_MQTT_PASSWORD"] is { Length: > 0 } password)
            options.Password = password;
        options.ClientId = Get("mqtt-client-id") ?? options.ClientId;
        options.Group = Get("mqtt-group") ?? options.Group;
        if (Get("mqtt-results") is { } results)
        {
            if (bool.TryParse(results, out var publish))
                options.PublishResults = publish;
            else
                faults.Add("--mqtt-results is true or false.");
        }

        if (Get("mqtt-session-hours") is { } hours)
        {
            if (double.TryParse(hours, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 720)
                options.SessionExpiry = TimeSpan.FromHours(number);
            else
                faults.Add("--mqtt-session-hours is 0 to 720.");
        }

        options.MebibytesUnderWay = Number("mqtt-mib") ?? options.MebibytesUnderWay;
        if (Number("mqtt-quarantine-seconds") is { } seconds)
            options.QuarantineAfter = TimeSpan.FromSeconds(seconds);

        string? Get(string name) =>
            (configuration[name] ?? configuration[$"LIVEPARKING_{name.ToUpperInvariant().Replace('-', '_')}"]) is { Length: > 0 } value ? value : null;

        int? Number(string name)
        {
            if (Get(name) is not { } text)
                return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
            faults.Add($"--{name} is a whole number.");
            return null;
        }
    }

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MqttOptions options)
    {
        List<string> faults = [];
        Apply(new MqttOptions { PasswordFile = options.PasswordFile }, configuration, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? ReadPassword(string file, ICollection<string> faults)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            faults.Add($"The file of --mqtt-password-file can't be read: {exception.Message}");
            return null;
        }
    }
}
