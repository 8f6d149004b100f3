using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LiveParking.Replay.Recordings;
using LiveParking.Replay.Model;
using LiveParking.Replay.Sending;

namespace LiveParking.Replay.Checks;

/// <summary>
/// Compares the history with buckets computed from the rows. The history is updated after a reading is answered, so values that are not right yet are requested
/// again until a deadline.
/// </summary>
/// <param name="gateway">The gateway to query.</param>
/// <param name="location">The location.</param>
/// <param name="hold">How long a count holds.</param>
internal sealed class HistoryCheck(GatewayClient gateway, string location, TimeSpan hold)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, int> _buckets = new();

    /// <summary>How long an answer may differ before the check fails.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where answers differ from the rows.</summary>
    public ConcurrentQueue<string> Differences { get; } = new();

    /// <summary>Buckets that are as they have to be, by their length.</summary>
    public IReadOnlyDictionary<string, int> Buckets => _buckets;

    /// <summary>Checks every minute, as CSV.</summary>
    public Task MinutesAsync(IReadOnlyDictionary<string, LevelModel> levels, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        CheckAsync(levels, "1m", 1, TimeSpan.FromDays(6), from, to, cancellationToken);

    /// <summary>Checks hours and days, as JSON.</summary>
    public async Task HoursAsync(IReadOnlyDictionary<string, LevelModel> levels, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await CheckAsync(levels, "1h", 60, TimeSpan.FromDays(400), from, to, cancellationToken);
        await CheckAsync(levels, "1d", 24 * 60, TimeSpan.FromDays(400), from, to, cancellationToken);
    }

    private Task CheckAsync(
        IReadOnlyDictionary<string, LevelModel> levels, string step, int length, TimeSpan part, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // All of them share this time: lost data never arrives.
        var started = Stopwatch.GetTimestamp();
        return Parallel.ForEachAsync(levels, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (level, stop) =>
        {
            var end = StepHistory.Floor(to.AddMinutes(length).AddTicks(-1), length);
            for (var begin = StepHistory.Floor(from, length); begin < end; begin += part)
                await CheckAsync(level.Key, level.Value, step, length, begin, begin + part < end ? begin + part : end, started, stop);
        });
    }

    private async Task CheckAsync(string level, LevelModel model, string step, int length, DateTimeOffset from, DateTimeOffset to, long started, CancellationToken cancellationToken)
    {
        var expected = StepHistory.Join(StepHistory.Minutes(model.Counts, hold, from, to), length);
        while (true)
        {
            var actual = await AskAsync(level, step, from, to, cancellationToken);
            var difference = Difference(expected, actual, model.Capacity);
            if (difference is null)
            {
                _buckets.AddOrUpdate(step, expected.Count, (_, known) => known + expected.Count);
                return;
            }

            if (Stopwatch.GetElapsedTime(started) > Timeout)
            {
                Differences.Enqueue($"{level}, {step} from {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm}: {difference}");
                return;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static string? Difference(IReadOnlyList<StepBucket> expected, IReadOnlyList<(StepBucket Bucket, int Total)> actual, int capacity)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            var (wanted, (got, total)) = (expected[i], actual[i]);
            // Two decimals; stored are 16 bits of the spread, for minutes, hours and days.
            var tolerance = 0.011 + ((wanted.Max - wanted.Min) / 43_690.0);
            if (wanted with { Mean = 0 } != got with { Mean = 0 } || Math.Abs(wanted.Mean - got.Mean) > tolerance || total != capacity)
                return $"{got} of {total} instead of {wanted} of {capacity}";
        }

        return expected.Count == actual.Count
            ? null
            : $"{actual.Count} buckets instead of {expected.Count}; the first that has no counterpart is {(actual.Count > expected.Count ? actual[expected.Count].Bucket : expected[actual.Count])}";
    }

    private async Task<IReadOnlyList<(StepBucket Bucket, int Total)>> AskAsync(
        string level, string step, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"api/v1/locations/{location}/levels/{level}/history?from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z&step={step}");
        if (step != "1m")
            return [.. (await gateway.GetAsync(path, cancellationToken)).GetProperty("buckets").EnumerateArray().Select(Bucket)];
        var lines = (await gateway.GetTextAsync($"{path}&format=csv", cancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(Bucket)];
    }

    private static (StepBucket Bucket, int Total) Bucket(JsonElement bucket) => (
        new StepBucket(
            bucket.GetProperty("at").GetDateTimeOffset(),
            bucket.GetProperty("min").GetInt32(),
            bucket.GetProperty("mean").GetDouble(),
            bucket.GetProperty("max").GetInt32()),
        bucket.GetProperty("total").GetInt32());

    private static (StepBucket Bucket, int Total) Bucket(string line)
    {
        var fields = line.Split(',');
        return (
            new StepBucket(DateTimeOffset.Parse(fields[0], CultureInfo.InvariantCulture), Whole(fields[1]), double.Parse(fields[2], CultureInfo.InvariantCulture), Whole(fields[3])),
            Whole(fields[4]));
    }

    private static int Whole(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
