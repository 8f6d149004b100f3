namespace LiveParking.Gateway.Mqtt;

/// <summary>The MQTT broker for sensor readings.</summary>
public sealed class MqttOptions
{
    /// <summary><c>mqtt://host:1883</c> or, over TLS, <c>mqtts://host:8883</c>; null for none. May contain a user and a password.</summary>
    public Uri? Broker { get; set; }

    /// <summary>The password; it overrides one in the address.</summary>
    public string? Password { get; set; }

    /// <summary>The file with the password; it overrides <see cref="Password"/>.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>
    /// The client id of this gateway at the broker, 1 to 128 characters, different for each gateway. Its session stores messages while the gateway is
    /// offline.
    /// </summary>
    public string ClientId { get; set; } = $"live-parking-{Environment.MachineName.ToLowerInvariant()}";

    /// <summary>The group whose members share the messages (<c>$share/GROUP/…</c>); null when this gateway receives all of them.</summary>
    public string? Group { get; set; }

    /// <summary>Whether results of readings are published on <c>parking/{location}/{level}/results</c>.</summary>
    public bool PublishResults { get; set; }

    /// <summary>How long the broker keeps the session of an offline gateway, 0 to 30 days. Brokers of MQTT 3.1.1 have their own limit.</summary>
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// MiB of payloads in progress, 1 to 4,096. Above it reading from the broker stops, and QoS 0 messages are dropped. QoS 0 messages may use half
    /// of it.
    /// </summary>
    public int MebibytesUnderWay { get; set; } = 64;

    /// <summary>
    /// A message that fails this long, while the cluster and its store work, is quarantined; 0 to 3,600 s. Use at least 20 s: a hanging silo is detected
    /// only after 14 s, and good messages could be quarantined.
    /// </summary>
    public TimeSpan QuarantineAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Maximum payload bytes in progress.</summary>
    internal long BytesUnderWay => MebibytesUnderWay * 1024L * 1024;

    /// <summary>Host and port, without secrets.</summary>
    internal string Address => Broker is null ? "" : $"{Broker.Host}:{Port}";

    /// <summary>The port, by default that of the scheme.</summary>
    internal int Port => Broker is { IsDefaultPort: false, Port: > 0 } ? Broker.Port : IsTls ? 8883 : 1883;

    /// <summary>Whether the connection is encrypted.</summary>
    internal bool IsTls => Broker?.Scheme == "mqtts";
}
