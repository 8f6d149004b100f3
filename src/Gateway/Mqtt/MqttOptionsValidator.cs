using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Checks <see cref="MqttOptions"/> against the documented ranges; reports all errors together, never the password.</summary>
internal sealed class MqttOptionsValidator : IValidateOptions<MqttOptions>
{
    private const int MaxNameLength = 128;

    public ValidateOptionsResult Validate(string? name, MqttOptions options)
    {
        var faults = new List<string>();
        if (options.Broker is { } broker && (broker.Scheme is not ("mqtt" or "mqtts") || broker.Host.Length == 0 || broker.AbsolutePath.Length > 1))
            faults.Add("--mqtt is an address such as mqtt://user@broker:1883, or mqtts://user@broker:8883 over TLS.");
        if (options.ClientId is not { Length: > 0 and <= MaxNameLength } || options.ClientId.Any(char.IsControl))
            faults.Add($"--mqtt-client-id has 1 to {MaxNameLength} characters.");
        if (options.Group is not null && (options.Group.Length is 0 or > MaxNameLength || options.Group.AsSpan().ContainsAny("/+# ")))
            faults.Add($"--mqtt-group has 1 to {MaxNameLength} characters without / + # and spaces.");
        if (options.SessionExpiry < TimeSpan.Zero || options.SessionExpiry > TimeSpan.FromDays(30))
            faults.Add("--mqtt-session-hours is 0 to 720.");
        if (options.MebibytesUnderWay is < 1 or > 4096)
            faults.Add("--mqtt-mib is 1 to 4096.");
        if (options.QuarantineAfter < TimeSpan.Zero || options.QuarantineAfter > TimeSpan.FromHours(1))
            faults.Add("--mqtt-quarantine-seconds is 0 to 3600.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
