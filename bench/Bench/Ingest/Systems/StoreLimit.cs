using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveParking.Bench.Ingest.Systems;

/// <summary>Redis' rate in a row, and its limit: <c>redis-benchmark</c> writing as many bytes at a time.</summary>
internal sealed partial class StoreLimit(RunningSystem system, int writers)
{
    /// <summary>Writes of state so far: each is one run of the script that checks the etag and writes.</summary>
    public async Task<long> WritesAsync(CancellationToken cancellationToken)
    {
        var stats = await system.RedisAsync(cancellationToken, "INFO", "commandstats");
        return Scripts().Match(stats) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Bytes of the stored state of a level, on average.</summary>
    public async Task<int> BytesAsync(int levels, CancellationToken cancellationToken)
    {
        var sum = 0L;
        for (var level = 0; level < levels; level++)
        {
            var key = $"live-parking/state/level/{RunningSystem.Location}/{RunningSystem.Level(level)}/level";
            sum += long.Parse((await system.RedisAsync(cancellationToken, "HSTRLEN", key, "data")).Trim(), CultureInfo.InvariantCulture);
        }

        return (int)(sum / levels);
    }

    /// <summary>Writes a second of so many bytes, by as many writers as there are levels.</summary>
    public async Task<double> MaxWritesAsync(int bytes, CancellationToken cancellationToken)
    {
        var csv = await Child.RunAsync(
            Path.GetTempPath(),
            [
                "redis-benchmark", "-p", system.RedisPort.ToString(CultureInfo.InvariantCulture), "-t", "hset", "--csv",
                "-c", writers.ToString(CultureInfo.InvariantCulture), "-n", system.Store == StoreKind.Always ? "4000" : "20000",
                "-d", bytes.ToString(CultureInfo.InvariantCulture),
            ],
            cancellationToken);
        var row = csv.Split('\n').First(line => line.StartsWith("\"HSET", StringComparison.Ordinal));
        return double.Parse(row.Split(',')[1].Trim('"'), CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"cmdstat_evalsha:calls=(\d+)")]
    private static partial Regex Scripts();
}
