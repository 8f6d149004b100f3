using System.Globalization;
using LiveParking.Gateway.Hosting;
using LiveParking.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Mqtt;

/// <summary>
/// Reads <see cref="MqttOptions"/> from the older names without a section: <c>--mqtt</c> or <c>LIVEPARKING_MQTT</c>, and so on. See
/// <see cref="OldNames"/>.
/// </summary>
/// <param name="configuration">The program's configuration.</param>
internal sealed class MqttSettings(IConfiguration configuration) : IValidateOptions<MqttOptions>
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Mqtt";

    /// <summary>Overrides the options with values of older names, unless a later source sets the section key.</summary>
    /// <param name="options">The options, already bound to their section.</param>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="faults">Receives errors of values that can't be parsed; an error never contains the password.</param>
    public static void Apply(MqttOptions options, IConfiguration configuration, ICollection<string> faults)
    {
        if (Get("mqtt", nameof(options.Broker)) is { } address)
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var broker))
                options.Broker = broker;
            else
                faults.Add("--mqtt is an address such as mqtt://user@broker:1883, or mqtts://user@broker:8883 over TLS.");
        }

        options.PasswordFile = Get("mqtt-password-file", nameof(options.PasswordFile)) ?? options.PasswordFile;
        if (options.PasswordFile is { } file)
            options.Password = ReadPassword(file, faults);
        else if (OldNames.Find(configuration, Key(nameof(options.Password)), "LIVEPARKING_MQTT_PASSWORD") is { } password)
            options.Password = password;
        options.ClientId = Get("mqtt-client-id", nameof(options.ClientId)) ?? options.ClientId;
        options.Group = Get("mqtt-group", nameof(options.Group)) ?? options.Group;
        if (Get("mqtt-results", nameof(options.PublishResults)) is { } results)
        {
            if (bool.TryParse(results, out var publish))
                options.PublishResults = publish;
            else
                faults.Add("--mqtt-results is true or false.");
        }

        if (Get("mqtt-session-hours", nameof(options.SessionExpiry)) is { } hours)
        {
            if (double.TryParse(hours, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 720)
                options.SessionExpiry = TimeSpan.FromHours(number);
            else
                faults.Add("--mqtt-session-hours is 0 to 720.");
        }

        options.MebibytesUnderWay = Number("mqtt-mib", nameof(options.MebibytesUnderWay)) ?? options.MebibytesUnderWay;
        if (Number("mqtt-quarantine-seconds", nameof(options.QuarantineAfter)) is { } seconds)
            options.QuarantineAfter = TimeSpan.FromSeconds(seconds);

        static string Key(string option) => $"{Section}:{option}";

        string? Get(string name, string option) => OldNames.Find(configuration, Key(option), name, OldNames.Variable(name));

        int? Number(string name, string option)
        {
            if (Get(name, option) is not { } text)
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
