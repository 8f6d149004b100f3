using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>Sends the readings of one request to their levels, for every ingest path.</summary>
internal sealed partial class ReadingsIntake(GrainLookup lookup, ReadingBatcher batcher, GatewayMeters meters, TimeProvider timeProvider, ILogger<ReadingsIntake> logger)
{
    /// <summary>Timeout for the record of rejected readings, which may be lost.</summary>
    private static readonly TimeSpan NoteTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Reports the readings of one level and completes the batch. A batch with only rejected readings just gets the level's status.
    /// </summary>
    /// <param name="level">The level.</param>
    /// <param name="batch">The readings.</param>
    /// <param name="sender">The sender of the readings: senders take turns.</param>
    /// <param name="cancellationToken">Cancelled when the sender stops waiting.</param>
    /// <returns>The level's stored status afterwards.</returns>
    public async Task<LevelStatus> ReportAsync(LevelKey level, ReadingBatch batch, ClientKey sender, CancellationToken cancellationToken)
    {
        if (batch.Readings.Count == 0)
        {
            var status = (await (await lookup.LevelAsync(level)).GetAsync()).Status;
            meters.CountReadings(batch.Results);
            await NoteRefusedAsync(batch, level);
            return status;
        }

        await lookup.RequireLevelAsync(level);
        var answer = await batcher.ReportAsync(level, sender, batch.Readings, cancellationToken);
        batch.Settle(answer.Results);
        meters.CountReadings(batch.Results);
        await NoteRefusedAsync(batch, level);
        return answer.Status;
    }

    /// <summary>
    /// Reports readings of several levels, with one call to each, and completes the batch. Readings of a level that does not exist are rejected. When
    /// a level can't store its readings, the whole request fails after all levels have answered. Sending it again has no second effect.
    /// </summary>
    /// <param name="batch">The readings.</param>
    /// <param name="sender">The sender of the readings: senders take turns.</param>
    /// <param name="cancellationToken">Cancelled when the sender stops waiting.</param>
    /// <returns>The stored status of each level that accepted readings, in order of first appearance.</returns>
    public async Task<IReadOnlyList<LevelStatus>> ReportAsync(ReadingBatch batch, ClientKey sender, CancellationToken cancellationToken)
    {
        var levels = batch.Levels;
        try
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, levels.Count).GroupBy(reading => levels[reading]).Select(group => ReportAsync(group.Key, [.. group], batch, sender, cancellationToken)));
            await NoteRefusedAsync(batch, null);
            return [.. answers.OfType<LevelStatus>()];
        }
        finally
        {
            // Also when a level failed: the readings stored by other levels count.
            meters.CountReadings(batch.Results);
        }
    }

    private async Task<LevelStatus?> ReportAsync(LevelKey level, int[] readings, ReadingBatch batch, ClientKey sender, CancellationToken cancellationToken)
    {
        // Checked here, without an exception: one request may name a thousand levels that do not exist.
        if (!await lookup.LevelExistsAsync(level))
            return Reject(new UnknownLevelException(level.LocationId, level.LevelId));
        try
        {
            var answer = await batcher.ReportAsync(level, sender, [.. readings.Select(reading => batch.Readings[reading])], cancellationToken);
            for (var i = 0; i < readings.Length; i++)
                batch.Settle(readings[i], answer.Results[i]);
            return answer.Status;
        }
        catch (UnknownLevelException unknown)
        {
            return Reject(unknown);
        }

        LevelStatus? Reject(UnknownLevelException unknown)
        {
            foreach (var reading in readings)
                batch.Settle(reading, new ReadingResult(batch.Readings[reading].Id, ReadingOutcome.Rejected, unknown.Message));
            return null;
        }
    }

    /// <summary>
    /// Reports rejected readings to the levels. The accepted ones are stored by now, so a failure here is not reported to the sender.
    /// </summary>
    private Task NoteRefusedAsync(ReadingBatch batch, LevelKey? level) =>
        Task.WhenAll(batch.RefusedByLevel().Select(group => NoteRefusedAsync((group.Level ?? level)!.Value, group.Refused)));

    private async Task NoteRefusedAsync(LevelKey level, IReadOnlyList<RefusedReading> refused)
    {
        try
        {
            var grain = await lookup.LevelAsync(level);
            await grain.NoteRefusedAsync(refused).WaitAsync(NoteTimeout, timeProvider);
        }
        catch (Exception exception)
        {
            Log.NotNoted(logger, refused.Count, level, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Count} rejected readings are not noted at level {Level}.")]
        public static partial void NotNoted(ILogger logger, int count, LevelKey level, Exception exception);
    }
}
