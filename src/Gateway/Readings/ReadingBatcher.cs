using System.Runtime.InteropServices;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Limits;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>
/// Sends readings to their levels, with one call to a level at a time. Readings that arrive during a call form the next batch, so that many callers
/// with one reading each cost few calls and few store writes. Senders take turns, so that a flood from one sender does not block the others.
/// While a level does not answer, waiting readings are limited in number and in time. Readings without a waiting caller are dropped.
/// </summary>
/// <param name="report">Calls a level; must end in bounded time.</param>
/// <param name="timeProvider">The clock for waiting times.</param>
/// <param name="limits">The limits.</param>
internal sealed class ReadingBatcher(Func<LevelKey, IReadOnlyList<Reading>, Task<ReadingsAnswer>> report, TimeProvider timeProvider, ReadingQueueLimits limits)
{
    private const string TooMany = "Too many readings wait already; these are not stored. Send them again.";

    private readonly Lock _lock = new();
    private readonly Dictionary<LevelKey, ReadingQueue> _queues = [];
    private readonly Dictionary<ClientKey, int> _bySender = [];
    private int _readings;

    /// <summary>Readings that wait or are in a call.</summary>
    public int Readings
    {
        get
        {
            lock (_lock)
                return _readings;
        }
    }

    /// <summary>Reports readings to a level. Completes after their effect is stored.</summary>
    /// <param name="level">The level.</param>
    /// <param name="sender">The sender of the readings.</param>
    /// <param name="readings">1 to 1,000 readings.</param>
    /// <param name="cancellationToken">Cancelled when the caller stops waiting: readings that are not in a call yet are dropped. A started call
    /// can't be cancelled.</param>
    /// <exception cref="ApiException"><c>unavailable</c>: too many readings already wait, or these have waited too long.</exception>
    public async Task<ReadingsAnswer> ReportAsync(LevelKey level, ClientKey sender, IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        var (waiting, isFirst) = Enter(level, sender, readings);
        if (isFirst)
            _ = RunAsync(waiting.Queue);
        await using var leaving = cancellationToken.UnsafeRegister((_, token) => Leave(waiting, token), null);
        return await waiting.Answer.Task;
    }

    private (WaitingReadings Waiting, bool IsFirst) Enter(LevelKey level, ClientKey sender, IReadOnlyList<Reading> readings)
    {
        lock (_lock)
        {
            var isKnown = _queues.TryGetValue(level, out var queue);
            var ofSender = _bySender.GetValueOrDefault(sender);
            if (_readings + readings.Count > limits.InTotal || (ofSender > 0 && ofSender + readings.Count > limits.InTotal / 2))
                throw ApiErrors.Busy(TooMany);
            if (isKnown && (queue!.Readings + readings.Count > limits.PerLevel || queue.IsBeyondShare(sender, readings.Count, limits.PerLevel / 2)))
                throw ApiErrors.Unavailable(TooMany);
            if (!isKnown)
                _queues.Add(level, queue = new ReadingQueue(level));
            var waiting = new WaitingReadings(queue!, sender, readings, timeProvider.GetTimestamp());
            queue!.Add(waiting);
            Count(waiting, readings.Count);
            return (waiting, !isKnown);
        }
    }

    private void Leave(WaitingReadings waiting, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiting.Queue.Remove(waiting))
                Count(waiting, -waiting.Readings.Count);
        }

        waiting.Answer.TrySetCanceled(cancellationToken);
    }

    /// <summary>Calls a level until no readings wait for it.</summary>
    private async Task RunAsync(ReadingQueue queue)
    {
        var batch = new List<WaitingReadings>();
        while (TryTake(queue, batch))
        {
            try
            {
                await CallAsync(queue.Level, batch);
            }
            catch (Exception exception) when (batch.Count > 1 && ErrorMapping.IsUnexpected(exception))
            {
                await CallOneByOneAsync(queue.Level, batch);
            }
            catch (Exception exception)
            {
                // All waiters of the batch get the exception.
                batch.ForEach(waiting => waiting.Answer.TrySetException(exception));
            }
        }
    }

    /// <summary>
    /// Calls once for each caller after an unexpected exception: the readings of one caller may be its cause, and those of the others must not fail too.
    /// </summary>
    private async Task CallOneByOneAsync(LevelKey level, List<WaitingReadings> batch)
    {
        foreach (var waiting in batch)
        {
            try
            {
                await CallAsync(level, [waiting]);
            }
            catch (Exception exception)
            {
                waiting.Answer.TrySetException(exception);
            }
        }
    }

    /// <summary>Takes the readings for the next call; the previous call has ended.</summary>
    private bool TryTake(ReadingQueue queue, List<WaitingReadings> batch)
    {
        lock (_lock)
        {
            foreach (var done in batch)
                Count(done, -done.Readings.Count);
            batch.Clear();
            // The first in turn always fits: no request has more readings than one call.
            for (var room = ReadingLimits.MaxReadings; queue.TryTake(room, out var next);)
            {
                if (timeProvider.GetElapsedTime(next.Since) > limits.MaxWait)
                {
                    Count(next, -next.Readings.Count);
                    next.Answer.TrySetException(ApiErrors.Unavailable("The level does not answer; these readings are not stored. Send them again."));
                    continue;
                }

                batch.Add(next);
                room -= next.Readings.Count;
            }

            if (batch.Count == 0)
                _queues.Remove(queue.Level);
            return batch.Count > 0;
        }
    }

    private async Task CallAsync(LevelKey level, List<WaitingReadings> batch)
    {
        var readings = batch is [var only] ? only.Readings : [.. batch.SelectMany(waiting => waiting.Readings)];
        var answer = await report(level, readings);
        var at = 0;
        foreach (var waiting in batch)
        {
            waiting.Answer.TrySetResult(batch.Count == 1
                ? answer
                : answer with { Results = [.. answer.Results.Skip(at).Take(waiting.Readings.Count)] });
            at += waiting.Readings.Count;
        }
    }

    private void Count(WaitingReadings waiting, int readings)
    {
        _readings += readings;
        waiting.Queue.Count(waiting.Sender, readings);
        ref var ofSender = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySender, waiting.Sender, out _);
        ofSender += readings;
        if (ofSender == 0)
            _bySender.Remove(waiting.Sender);
    }
}
