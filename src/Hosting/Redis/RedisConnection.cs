using StackExchange.Redis;

namespace LiveParking.Hosting.Redis;

/// <summary>
/// How Live Parking connects to Redis. The connection string overrides the defaults here, except those needed for the guarantees: a write that failed
/// for its caller is never sent later.
/// </summary>
public static class RedisConnection
{
    /// <summary>
    /// Reconnect without limit; 3 s to connect, 5 s for a command (longer than a disk flush on a busy machine); a ping after 5 s of silence, so that
    /// a lost host is detected; no channel and no key for hints between clients, because Live Parking does not send them.
    /// </summary>
    private const string Defaults =
        "name=live-parking,abortConnect=false,connectRetry=1,connectTimeout=3000,asyncTimeout=5000,syncTimeout=5000,"
        + "keepAlive=5,configChannel=,tiebreaker=";

    private static readonly string[] PasswordFaults = ["NOAUTH", "WRONGPASS", "AuthenticationFailure"];

    /// <summary>Parses a connection string of StackExchange.Redis: <c>host:6379,password=…,ssl=true</c>.</summary>
    /// <exception cref="ArgumentException">It can't be parsed; the message never contains the password.</exception>
    public static ConfigurationOptions Parse(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new ArgumentException("The connection string of Redis is empty: give host:port.", nameof(connectionString));
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse($"{Defaults},{connectionString}");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // The inner message may contain the string with its password.
            throw new ArgumentException(
                "The connection string of Redis cannot be read: give host:port, then options such as password=… after commas.",
                nameof(connectionString));
        }

        if (options.EndPoints.Count == 0)
            throw new ArgumentException("The connection string of Redis names no host: give host:port.", nameof(connectionString));

        // While Redis is unavailable a command fails immediately. A queued command would be sent after its caller got an error.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new ExponentialRetry(deltaBackOffMilliseconds: 250, maxDeltaBackOffMilliseconds: 2000);
        return options;
    }

    /// <summary>The error in the setting <c>ConnectionStrings__Redis</c>, in one sentence without the password; null when it is valid.</summary>
    public static string? Fault(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
            return "ConnectionStrings__Redis is not set: give host:port of the cluster's Redis.";
        try
        {
            Parse(connectionString);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message.Split(" (Parameter")[0];
        }
    }

    /// <summary>The hosts and ports of a connection string, without secrets, for messages and logs.</summary>
    public static string Describe(string connectionString) => Describe(Parse(connectionString));

    /// <summary>Describes in one sentence why Redis could not be used, with host and port but never the password.</summary>
    /// <param name="options">The connection options.</param>
    /// <param name="exception">The exception.</param>
    public static string DescribeFailure(ConfigurationOptions options, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(exception);
        var where = Describe(options);
        var text = exception.ToString();
        if (PasswordFaults.Any(fault => text.Contains(fault, StringComparison.Ordinal)))
            return $"Redis at {where} refuses the password: see ConnectionStrings__Redis.";
        if (text.Contains("NOPERM", StringComparison.Ordinal))
            return $"Redis at {where} does not permit this user the commands that Live Parking needs: see its ACL.";
        if (text.Contains("LOADING", StringComparison.Ordinal))
            return $"Redis at {where} is still loading its data.";
        return $"Redis at {where} cannot be reached: is it running, and does ConnectionStrings__Redis name the right host and port?";
    }

    /// <summary>Connects, waits for an answer of Redis and closes the connection.</summary>
    /// <param name="connectionString">As for <see cref="Parse"/>.</param>
    /// <param name="timeout">Timeout; 100 ms to 1 minute.</param>
    /// <returns>Null when Redis answers; otherwise one sentence for a person with the reason.</returns>
    public static async Task<string?> ProbeAsync(string connectionString, TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.FromMilliseconds(100));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromMinutes(1));
        ConfigurationOptions options;
        try
        {
            options = Parse(connectionString);
        }
        catch (ArgumentException exception)
        {
            return exception.Message.Split(" (Parameter")[0];
        }

        options.AbortOnConnectFail = true;
        options.ConnectTimeout = options.AsyncTimeout = options.SyncTimeout = (int)timeout.TotalMilliseconds;
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
            await connection.GetDatabase().PingAsync();
            return null;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return DescribeFailure(options, exception);
        }
    }

    /// <summary>
    /// Checks whether a reachable Redis keeps acknowledged writes. A managed Redis may not report it; that gives no warning.
    /// </summary>
    /// <returns>Null when it keeps them or does not report it; otherwise one sentence for a log.</returns>
    /// <exception cref="RedisException">Redis became unavailable meanwhile.</exception>
    public static async Task<string?> CheckDurabilityAsync(IConnectionMultiplexer connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var where = string.Join(", ", connection.GetEndPoints().Select(Format));
        var isOn = await SettingAsync(connection, "appendonly");
        if (isOn == "no")
        {
            return $"Redis at {where} has appendonly off: what it acknowledged is lost when it is killed. "
                + "Set appendonly yes and appendfsync always.";
        }

        var flush = await SettingAsync(connection, "appendfsync");
        return isOn is null || flush is null or "always"
            ? null
            : $"Redis at {where} has appendfsync {flush}: when its machine fails it can lose up to 2 s that it acknowledged. "
                + "appendfsync always keeps everything.";
    }

    private static async Task<string?> SettingAsync(IConnectionMultiplexer connection, string name)
    {
        try
        {
            var answer = await connection.GetDatabase().ExecuteAsync("CONFIG", "GET", name);
            return answer is { Resp2Type: ResultType.Array, Length: 2 } ? (string?)answer[1] : null;
        }
        catch (RedisServerException)
        {
            return null;
        }
    }

    private static string Describe(ConfigurationOptions options) => string.Join(", ", options.EndPoints.Select(Format));

    private static string Format(System.Net.EndPoint endPoint) => endPoint switch
    {
        System.Net.DnsEndPoint dns => $"{dns.Host}:{(dns.Port == 0 ? 6379 : dns.Port)}",
        System.Net.IPEndPoint { Port: 0 } ip => new System.Net.IPEndPoint(ip.Address, 6379).ToString(),
        _ => endPoint.ToString() ?? "?",
    };
}
