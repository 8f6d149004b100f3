using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveParking.LiveStreams.Publishing;

/// <summary>
/// The subscribers of one activation of a producer grain. It is created with the activation's first stream or subscriber and ends with the
/// activation, whose epoch it keeps. Each subscriber then finds the next activation by itself.
/// </summary>
internal sealed partial class LiveProducerExtension : ILiveProducerExtension
{
    private readonly ConcurrentDictionary<StreamId, LivePublication> _publications = new();
    private readonly long _epoch = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly IGrainContext _grain;
    private readonly ILocalSiloDetails _silo;
    private readonly LiveLeases _leases;
    private readonly LiveStreamOptions _options;
    private readonly LiveChannelContext _context;
    private readonly ILogger _logger;
    private readonly TaskScheduler _scheduler = TaskScheduler.Current;
    private volatile bool _ended;

    public LiveProducerExtension(
        IGrainContextAccessor context,
        ILocalSiloDetails silo,
        LiveLeases leases,
        LiveMeters meters,
        IOptions<LiveStreamOptions> options,
        TimeProvider timeProvider,
        ILogger<LiveProducerExtension> logger)
    {
        _grain = context.GrainContext;
        _silo = silo;
        _leases = leases;
        _options = options.Value;
        _logger = logger;
        _context = new LiveChannelContext(timeProvider, _options.CallTimeout, meters, logger);
        _ = EndWithGrainAsync();
    }

    public Task<SubscribeReply> SubscribeAsync(StreamId streamId, Guid receiverId, long subscriptionId, ILiveReceiver receiver)
    {
        var channel = Publication(streamId).GetOrAdd(
            receiverId, subscriptionId, publication => new LiveChannel(publication, receiverId, subscriptionId, receiver, _context));
        _leases.Add(channel);
        channel.Resume();
        return Task.FromResult(new SubscribeReply(_silo.SiloAddress, channel.Publication.Newest.For(subscriptionId)));
    }

    public Task UnsubscribeAsync(Guid receiverId, long subscriptionId)
    {
        var left = _publications.Values
            .SelectMany(publication => publication.Channels())
            .Where(channel => channel.ReceiverId == receiverId && channel.SubscriptionId == subscriptionId)
            .ToList();
        foreach (var channel in left)
            Drop(channel);
        return Task.WhenAll(left.Select(channel => channel.DrainedAsync()));
    }

    public void Publish(StreamId streamId, object item) => Publication(streamId).Publish(item);

    public void Withdraw(StreamId streamId) => Publication(streamId).Withdraw();

    private LivePublication Publication(StreamId streamId)
    {
        if (_options.ProducerOf(streamId) != _grain.GrainId)
            throw new InvalidOperationException($"The live stream '{streamId}' does not belong to grain '{_grain.GrainId}'.");
        return _publications.GetOrAdd(streamId, id => new LivePublication(id, _epoch, _context.Meters, Drop, NotifyDemand));
    }

    private void Drop(LiveChannel channel)
    {
        _leases.Remove(channel);
        channel.Publication.Remove(channel);
    }

    private void NotifyDemand(StreamId streamId, bool wanted)
    {
        if (_ended || _grain.GrainInstance is not ILiveProducer producer)
            return;
        _ = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    producer.OnDemandChanged(streamId, wanted);
                }
                catch (Exception error)
                {
                    Log.DemandFailed(_logger, error, streamId);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            _scheduler);
    }

    private async Task EndWithGrainAsync()
    {
        // Not on the grain's scheduler, which no longer exists by then.
        await _grain.Deactivated.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        _ended = true;
        foreach (var publication in _publications.Values)
        {
            foreach (var channel in publication.Channels())
            {
                channel.End(notify: true);
                Drop(channel);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The producer of live stream {StreamId} failed when its demand changed")]
        public static partial void DemandFailed(ILogger logger, Exception error, StreamId streamId);
    }
}
