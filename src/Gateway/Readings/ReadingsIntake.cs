using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Limits;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>Takes the readings of one request, from whatever way in, to their levels.</summary>
internal sealed partial class ReadingsIntake(ParkingCluster cluster, LevelLanes lanes, GatewayMeters meters, ILogger<ReadingsIntake> logger)
{
    /// <summary>Reports the readings of one level and settles the batch; a batch of rejected ones asks for the level's status only.</summary>
    /// <param name="level">The level.</param>
    /// <param name="batch">What is to be reported.</param>
    /// <param name="sender">Whose readings these are: senders take turns.</param>
    /// <param name="gone">The sender waits no more.</param>
    /// <returns>The level's stored status after it.</returns>
    public async Task<LevelStatus> ReportAsync(LevelKey level, ReadingBatch batch, ClientKey sender, CancellationToken gone)
    {
        if (batch.Readings.Count == 0)
        {
            var status = await cluster.LevelAsync(level.LocationId, level.LevelId, grain => grain.GetStatusAsync());
            meters.CountReadings(batch.Results);
            await NoteRefusedAsync(batch, level);
            return status;
        }

        await cluster.RequireLevelAsync(level);
        var answer = await lanes.ReportAsync(level, sender, batch.Readings, gone);
        batch.Settle(answer.Results);
        meters.CountReadings(batch.Results);
        await NoteRefusedAsync(batch, level);
        return answer.Status;
    }

    /// <summary>
    /// Reports readings of several levels, with one call to each, and settles the batch. Those of a level that does not exist are rejected. When a
    /// level can't store them the whole request fails after all levels have answered; to send it again has no second effect.
    /// </summary>
    /// <param name="batch">What is to be reported.</param>
    /// <param name="sender">Whose readings these are: senders take turns.</param>
    /// <param name="gone">The sender waits no more.</param>
    /// <returns>The stored status of each level that took some, in the order in which they are named.</returns>
    public async Task<IReadOnlyList<LevelStatus>> ReportAsync(ReadingBatch batch, ClientKey sender, CancellationToken gone)
    {
        var levels = batch.Levels;
        try
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, levels.Count).GroupBy(reading => levels[reading]).Select(group => ReportAsync(group.Key, [.. group], batch, sender, gone)));
            await NoteRefusedAsync(batch, null);
            return [.. answers.OfType<LevelStatus>()];
        }
        finally
        {
            // Also when a level failed: what others have stored is stored.
            meters.CountReadings(batch.Results);
        }
    }

    private async Task<LevelStatus?> ReportAsync(LevelKey level, int[] readings, ReadingBatch batch, ClientKey sender, CancellationToken gone)
    {
        // Asked here, without an exception: one request may name a thousand levels that do not exist.
        if (!await cluster.LevelExistsAsync(level))
            return Reject(new UnknownLevelException(level.LocationId, level.LevelId));
        try
        {
            var answer = await lanes.ReportAsync(level, sender, [.. readings.Select(reading => batch.Readings[reading])], gone);
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

    /// <summary>Lets the levels know of what is no reading. The others are stored by now: what fails here is not told to the sender.</summary>
    private Task NoteRefusedAsync(ReadingBatch batch, LevelKey? level) =>
        Task.WhenAll(batch.Refused().Select(each => NoteRefusedAsync((each.Level ?? level)!.Value, each.Refused)));

    private async Task NoteRefusedAsync(LevelKey level, IReadOnlyList<RefusedReading> refused)
    {
        try
        {
            await cluster.TellLevelAsync(level, grain => grain.NoteRefusedAsync(refused));
        }
        catch (Exception exception)
        {
            LogNotNoted(logger, refused.Count, level, exception);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Count} rejected readings are not noted at level {Level}.")]
    private static partial void LogNotNoted(ILogger logger, int count, LevelKey level, Exception exception);
}
