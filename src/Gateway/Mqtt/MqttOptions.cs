namespace LiveParking.Gateway.Mqtt;

/// <summary>The broker over which sensors send readings.</summary>
public sealed class MqttOptions
{
    /// <summary><c>mqtt://host:1883</c> or, over TLS, <c>mqtts://host:8883</c>; null for none. May hold a user and a password.</summary>
    public Uri? Broker { get; set; }

    /// <summary>The password; it wins over one in the address.</summary>
    public string? Password { get; set; }

    /// <summary>The file with the password; it wins over <see cref="Password"/>.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>
    /// The name of this gateway's session at the broker, in which messages wait while it is away; 1 to 128 characters, different for each gateway.
    /// </summary>
    public string ClientId { get; set; } = $"live-parking-{Environment.MachineName.ToLowerInvariant()}";

    /// <summary>The group whose members share the messages (<c>$share/GROUP/…</c>); null when this gateway takes all of them.</summary>
    public string? Group { get; set; }

    /// <summary>Whether what became of readings is published on <c>parking/{location}/{level}/results</c>.</summary>
    public bool PublishResults { get; set; }

    /// <summary>How long the broker keeps the session of a gateway that is away, 0 to 30 days. Brokers of MQTT 3.1.1 have a limit of their own.</summary>
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// MiB of payloads that may be under way, 1 to 4,096. Beyond it no more is read from the broker, and messages of QoS 0, which may take half of it, are
    /// dropped.
    /// </summary>
    public int MebibytesUnderWay { get; set; } = 64;

    /// <summary>
    /// How long a message has to fail, while the cluster and its store work, before it goes into quarantine; 0 to 3,600 s. Below about 20 s a silo
    /// that hangs, which the others notice after 14 s, can send messages into quarantine.
    /// </summary>
    public TimeSpan QuarantineAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of payloads that may be under way.</summary>
    internal long BytesUnderWay => MebibytesUnderWay * 1024L * 1024;

    /// <summary>Host and port, without what is secret.</summary>
    internal string Where => Broker is null ? "" : $"{Broker.Host}:{Port}";

    /// <summary>The port, by default that of the scheme.</summary>
    internal int Port => Broker is { IsDefaultPort: false, Port: > 0 } ? Broker.Port : IsTls ? 8883 : 1883;

    /// <summary>Whether the connection is encrypted.</summary>
    internal bool IsTls => Broker?.Scheme == "mqtts";
}
