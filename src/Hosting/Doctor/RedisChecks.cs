using System.Globalization;
using LiveParking.Hosting.Redis;
using StackExchange.Redis;

namespace LiveParking.Hosting.Doctor;

/// <summary>Checks of the cluster's Redis: that it answers, how fast, its settings, and its clock against ours.</summary>
public static class RedisChecks
{
    private const double SlowPing = 20;
    private const int Pings = 11;
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MostClock = TimeSpan.FromSeconds(1);

    /// <summary>Runs them.</summary>
    /// <param name="connectionString">As for <see cref="RedisConnection.Parse"/>; null when it is not set.</param>
    public static async Task<IReadOnlyList<Finding>> FindAsync(string? connectionString)
    {
        const string Cure = "Set ConnectionStrings__Redis to host:port,password=…; see docs/operations.md, \"Redis\".";
        if (RedisConnection.Fault(connectionString) is { } fault)
            return [Finding.Fault("redis", fault, Cure)];
        if (await RedisConnection.ProbeAsync(connectionString!, ProbeTimeout) is { } problem)
            return [Finding.Fault("redis", problem, Cure)];
        await using var connection = await ConnectionMultiplexer.ConnectAsync(RedisConnection.Parse(connectionString!));
        var database = connection.GetDatabase();
        List<Finding> findings = [];
        // The first ones wait for a new connection and for code that is compiled.
        List<double> pings = [];
        for (var i = 0; i < Pings; i++)
            pings.Add((await database.PingAsync()).TotalMilliseconds);
        pings.Sort();
        var ping = pings[Pings / 2];
        var detail = string.Create(CultureInfo.InvariantCulture, $"Redis at {RedisConnection.Describe(connectionString!)} answers in {ping:0.0} ms.");
        findings.Add(ping > SlowPing
            ? Finding.Warning("redis", detail, "Each stored change waits for it: put central silos and Redis into one network.")
            : Finding.Good("redis", detail));
        findings.Add(await RedisConnection.CheckDurabilityAsync(connection) is { } loose
            ? Finding.Warning("redis", loose, "Type in redis-cli: CONFIG SET appendonly yes, CONFIG SET appendfsync always, CONFIG REWRITE.")
            : Finding.Good("redis", "Redis keeps what it acknowledged."));
        findings.AddRange(await EvictionAsync(database));
        findings.Add(await ClocksAsync(connection));
        return findings;
    }

    private static async Task<Finding> ClocksAsync(ConnectionMultiplexer connection)
    {
        const string Check = "clocks";
        try
        {
            var ahead = await connection.GetServer(connection.GetEndPoints()[0]).TimeAsync() - TimeProvider.System.GetUtcNow().UtcDateTime;
            var detail = string.Create(CultureInfo.InvariantCulture, $"The clock of Redis' machine and this one differ by {Math.Abs(ahead.TotalSeconds):0.0} s.");
            return ahead.Duration() > MostClock ? Finding.Fault(Check, detail, "Set both by NTP: sudo apt-get install -y chrony") : Finding.Good(Check, detail);
        }
        catch (RedisServerException)
        {
            // An access list may not allow it.
            return Finding.Warning(Check, "This user of Redis may not ask for its time.", "Compare the clocks by hand: timedatectl on both machines. Or allow it: ACL SETUSER NAME +time.");
        }
    }

    private static async Task<IReadOnlyList<Finding>> EvictionAsync(IDatabase database)
    {
        try
        {
            var answer = await database.ExecuteAsync("CONFIG", "GET", "maxmemory-policy");
            var policy = answer is { Resp2Type: ResultType.Array, Length: 2 } ? (string?)answer[1] : null;
            return policy is null or "noeviction"
                ? []
                : [Finding.Fault("redis", $"Redis throws stored state away when it is full (maxmemory-policy {policy}).", "Type in redis-cli: CONFIG SET maxmemory-policy noeviction, CONFIG REWRITE.")];
        }
        catch (RedisServerException)
        {
            // A managed Redis may not tell.
            return [];
        }
    }
}
