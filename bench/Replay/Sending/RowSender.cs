using System.Diagnostics;
using System.Globalization;
using LiveParking.Replay.Checks;
using LiveParking.Replay.Model;
using LiveParking.Replay.Rows;

namespace LiveParking.Replay.Sending;

/// <summary>
/// Sends the rows of a recording in its own time, one request after the other, and predicts the outcome of each. Minutes of the history are checked on the way: they
/// are kept for 30 days only.
/// </summary>
internal sealed class RowSender(GatewayClient gateway, string location, ReplayOptions options, Recording recording, HistoryCheck history, TextWriter output)
{
    private static readonly TimeSpan MinutesAtOnce = TimeSpan.FromDays(25);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, LevelModel> _levels = recording.Parks.ToDictionary(park => park.Level, park => new LevelModel(park.Capacity));

    /// <summary>The expected state of each level.</summary>
    public IReadOnlyDictionary<string, LevelModel> Levels => _levels;

    /// <summary>The outcomes of the rows.</summary>
    public RowTally Tally { get; } = new();

    /// <summary>Requests that were answered.</summary>
    public int Requests { get; private set; }

    /// <summary>Requests that had to be sent again.</summary>
    public int Retries { get; private set; }

    /// <summary>Requests that may have reached a level more than once: sent again, or answered so late that the gateway itself asked again.</summary>
    public int Repeatable { get; private set; }

    /// <summary>Sends all.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var rows = recording.Rows;
        var pace = new Pace(recording.Start, options.Speed);
        var reported = Stopwatch.GetTimestamp();
        var uncheckedFrom = options.ChecksMinutes ? recording.Start : DateTimeOffset.MaxValue;
        for (var sent = 0; sent < rows.Count;)
        {
            var due = rows[sent].Due;
            if (due - uncheckedFrom > MinutesAtOnce)
            {
                var until = Recordings.StepHistory.Floor(due, 1);
                await history.MinutesAsync(_levels, uncheckedFrom, until, cancellationToken);
                uncheckedFrom = until;
            }

            await pace.ReachAsync(due, cancellationToken);
            var now = pace.Now;
            var count = 1;
            // A request never reaches over the next check.
            while (count < options.Batch && sent + count < rows.Count && rows[sent + count].Due <= now && rows[sent + count].Due - uncheckedFrom <= MinutesAtOnce)
                count++;
            await SendAsync([.. rows.Skip(sent).Take(count)], cancellationToken);
            sent += count;
            if (Stopwatch.GetElapsedTime(reported) > BetweenReports)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {due:yyyy-MM-dd HH:mm}: {sent:N0} of {rows.Count:N0} rows"));
                reported = Stopwatch.GetTimestamp();
            }
        }

        if (options.ChecksMinutes)
            await history.MinutesAsync(_levels, uncheckedFrom, recording.End + options.SilentAfter + TimeSpan.FromMinutes(1), cancellationToken);
    }

    private async Task SendAsync(IReadOnlyList<RecordedRow> rows, CancellationToken cancellationToken)
    {
        var (results, retries, mayBeRepeated) = await gateway.SendAsync(RowJson.Write(location, rows), cancellationToken);
        Requests++;
        Retries += retries;
        if (mayBeRepeated)
            Repeatable++;
        if (results.Count != rows.Count)
            throw new ReplayException($"{results.Count} results for {rows.Count} rows.");
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < rows.Count; i++)
            Tally.Add(rows[i], results[i], Predict(rows[i], results[i].Id, now), mayBeRepeated);

        foreach (var level in rows.Where(row => row.Level.Length > 0).Select(row => row.Level).Distinct())
            _levels[level].EndRequest();
    }

    private Outcome Predict(RecordedRow row, string id, DateTimeOffset now)
    {
        if (!LevelModel.IsRefused(row))
            return _levels[row.Level].Take(id, row, now);
        if (_levels.TryGetValue(row.Level, out var level))
            level.Refuse(row);
        return Outcome.Rejected;
    }
}
