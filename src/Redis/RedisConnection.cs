using StackExchange.Redis;

namespace LiveParking.Redis;

/// <summary>
/// How Live Parking connects to Redis. What stands in the connection string wins over the defaults here, apart from
/// what must hold for the guarantees: a write that failed for its caller is never sent later.
/// </summary>
public static class RedisConnection
{
    /// <summary>
    /// Reconnect for ever; 3 s to connect, 5 s for a command (longer than a disk flush on a busy machine); a ping after 5 s of
    /// silence, so that a host that vanished is noticed; no channel and no key for hints between clients, which nobody here sends.
    /// </summary>
    private const string Defaults =
        "name=live-parking,abortConnect=false,connectRetry=1,connectTimeout=3000,asyncTimeout=5000,syncTimeout=5000,"
        + "keepAlive=5,configChannel=,tiebreaker=";

    private static readonly string[] PasswordFaults = ["NOAUTH", "WRONGPASS", "AuthenticationFailure"];

    /// <summary>Reads a connection string of StackExchange.Redis: <c>host:6379,password=…,ssl=true</c>.</summary>
    /// <exception cref="ArgumentException">It cannot be read; the message never holds the password.</exception>
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
            // The inner message may quote the string with its password.
            throw new ArgumentException(
                "The connection string of Redis cannot be read: give host:port, then options such as password=… after commas.",
                nameof(connectionString));
        }

        if (options.EndPoints.Count == 0)
            throw new ArgumentException("The connection string of Redis names no host: give host:port.", nameof(connectionString));

        // While Redis is away a command fails at once. Queueing it would send it after its caller was told that it failed.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new ExponentialRetry(deltaBackOffMilliseconds: 250, maxDeltaBackOffMilliseconds: 2000);
        return options;
    }

    /// <summary>What is wrong with the setting <c>ConnectionStrings__Redis</c>, in one sentence without the password; null when it can be read.</summary>
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

    /// <summary>The hosts and ports of a connection string, without anything secret, for messages and logs.</summary>
    public static string Describe(string connectionString) => Describe(Parse(connectionString));

    /// <summary>Says in one sentence why Redis could not be used: names host and port, never the password.</summary>
    /// <param name="options">What was connected to.</param>
    /// <param name="exception">What was thrown.</param>
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

    /// <summary>Connects, asks Redis for an answer and closes the connection again.</summary>
    /// <param name="connectionString">As for <see cref="Parse"/>.</param>
    /// <param name="timeout">How long to try; 100 ms to 1 minute.</param>
    /// <returns>Null when Redis answers; otherwise one sentence for a person that says why not.</returns>
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
    /// Asks a reachable Redis whether it keeps what it acknowledges. A managed Redis may not tell; that is no warning.
    /// </summary>
    /// <returns>Null when it does or does not tell; otherwise one sentence for a log.</returns>
    /// <exception cref="RedisException">Redis went away meanwhile.</exception>
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
