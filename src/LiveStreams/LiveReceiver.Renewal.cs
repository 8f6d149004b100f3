using Microsoft.Extensions.Logging;

namespace LiveParking.LiveStreams;

/// <content>Renews the leases of all streams, with one call for each silo and period.</content>
internal sealed partial class LiveReceiver
{
    // Limits the size of a renewal's answer: the newest state of each subscription, if a receiver missed them all.
    private const int HoldingsInACall = 200;

    private async Task RenewAllAsync()
    {
        using var timer = new PeriodicTimer(options.Value.RenewalPeriod, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                var holdings = new Dictionary<SiloAddress, List<SubscriptionCursor>>();
                foreach (var feed in _feeds.Values)
                {
                    if (!feed.TryGetHolding(out var silo, out var holding))
                        continue;
                    if (!holdings.TryGetValue(silo, out var ofSilo))
                        holdings.Add(silo, ofSilo = []);
                    ofSilo.Add(holding);
                }

                foreach (var (silo, ofSilo) in holdings)
                {
                    // One renewal in progress for each silo: a hung silo costs one call, not one more each second.
                    if (!_renewals.TryGetValue(silo, out var running) || running.IsCompleted)
                        _renewals[silo] = RenewAsync(silo, ofSilo);
                }

                foreach (var silo in _renewals.Keys.Except(holdings.Keys))
                    _renewals.TryRemove(silo, out _);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            Log.Stopped(logger, ReceiverId);
        }
    }

    private async Task RenewAsync(SiloAddress silo, List<SubscriptionCursor> holdings)
    {
        try
        {
            var leases = grains.GetGrain<ILiveLeaseGrain>(silo.ToParsableString());
            foreach (var part in holdings.Chunk(HoldingsInACall))
            {
                var renewal = await leases.RenewAsync(ReceiverId, part).WaitAsync(options.Value.CallTimeout, timeProvider, _stopping.Token);
                foreach (var item in renewal.Missed)
                    await DeliverAsync(item);
                foreach (var holding in part.IntersectBy(renewal.Unknown, holding => holding.SubscriptionId))
                {
                    if (_byNumber.TryGetValue(holding.SubscriptionId, out var feed))
                        feed.Lose(holding.Epoch);
                }
            }
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // The silo is slow or hung. The cluster decides whether it is dead. Until then its producers can't be anywhere else.
            Log.SiloDoesNotAnswer(logger, silo, error.Message);
        }
        catch (Exception error)
        {
            Log.SiloIsGone(logger, silo, error.GetType().Name, error.Message);
            foreach (var holding in holdings)
            {
                if (_byNumber.TryGetValue(holding.SubscriptionId, out var feed))
                    feed.Lose(holding.Epoch, silo);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Receiver {ReceiverId} of live streams stopped")]
        public static partial void Stopped(ILogger logger, Guid receiverId);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Silo {Silo} does not answer a lease renewal: {Reason}")]
        public static partial void SiloDoesNotAnswer(ILogger logger, SiloAddress silo, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Silo {Silo} keeps no leases any more ({Error}: {Reason}); its live streams are subscribed to again")]
        public static partial void SiloIsGone(ILogger logger, SiloAddress silo, string error, string reason);
    }
}
