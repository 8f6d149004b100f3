using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Limits the hub connections of each client. A connection counts from its negotiation on. A negotiated connection that never opens is dropped when
/// the server drops it. Thread-safe.
/// </summary>
internal sealed class HubConnectionLimiter(IOptions<GatewayOptions> options, ClientLimits limits, TimeProvider timeProvider)
{
    /// <summary>How long the server keeps a negotiated connection that does not open: its disconnect timeout, checked every second.</summary>
    private static readonly TimeSpan NegotiatedFor = TimeSpan.FromSeconds(16);

    private readonly ClientLimit _limit = limits.Add(
        client => ClientLimits.Concurrency(client.IsToken ? options.Value.ConnectionsPerToken : options.Value.ConnectionsPerAddress));

    private readonly TakeOverLeases _takeOvers = new();
    private readonly Lock _lock = new();

    /// <summary>Negotiated connections that have not opened, by client, oldest first.</summary>
    private readonly Dictionary<ClientKey, Queue<Negotiated>> _negotiated = [];

    /// <summary>The clients of all negotiations, oldest first.</summary>
    private readonly Queue<(ClientKey Client, long At)> _oldestFirst = new();

    /// <summary>
    /// Counts an opening connection: together with the one that it replaces, in place of one that its client has negotiated, or as a new one.
    /// </summary>
    /// <param name="client">The client of the connection.</param>
    /// <param name="clientId">The hub and the name that the client gave itself; null without a name.</param>
    /// <returns>A lease that counts until it is disposed; null when the client is at its limit.</returns>
    public RateLimitLease? Enter(ClientKey client, string? clientId = null)
    {
        if (clientId is not null && _takeOvers.TryShare(client, clientId) is { } shared)
            return shared;
        var lease = EnterAlone(client);
        return lease is null || clientId is null ? lease : _takeOvers.Hold(client, clientId, lease);
    }

    /// <summary>Counts a connection in negotiation, together with the one that it will replace; see <see cref="Keep"/>.</summary>
    /// <inheritdoc cref="Enter"/>
    public RateLimitLease? Negotiate(ClientKey client, string? clientId = null)
    {
        lock (_lock)
            ForgetExpired();
        return (clientId is null ? null : _takeOvers.TryShare(client, clientId)) ?? TryAcquire(client);
    }

    /// <summary>Holds the lease of a negotiated connection until the connection opens.</summary>
    public void Keep(ClientKey client, RateLimitLease lease)
    {
        var now = timeProvider.GetTimestamp();
        lock (_lock)
        {
            if (!_negotiated.TryGetValue(client, out var negotiations))
                _negotiated.Add(client, negotiations = new Queue<Negotiated>());
            negotiations.Enqueue(new Negotiated(lease, now));
            _oldestFirst.Enqueue((client, now));
        }
    }

    private RateLimitLease? EnterAlone(ClientKey client)
    {
        lock (_lock)
        {
            ForgetExpired();
            if (Take(client) is { } negotiated)
                return negotiated.Lease;
        }

        return TryAcquire(client);
    }

    private RateLimitLease? TryAcquire(ClientKey client)
    {
        var lease = _limit.AttemptAcquire(client);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        return null;
    }

    private void ForgetExpired()
    {
        while (_oldestFirst.TryPeek(out var oldest) && timeProvider.GetElapsedTime(oldest.At) > NegotiatedFor)
        {
            _oldestFirst.Dequeue();
            // An opened connection is no longer in the queue. A newer negotiation has its own entry.
            if (_negotiated.TryGetValue(oldest.Client, out var negotiations) && negotiations.Peek().At <= oldest.At)
                Take(oldest.Client)?.Lease.Dispose();
        }
    }

    private Negotiated? Take(ClientKey client)
    {
        if (!_negotiated.TryGetValue(client, out var negotiations))
            return null;
        var oldest = negotiations.Dequeue();
        if (negotiations.Count == 0)
            _negotiated.Remove(client);
        return oldest;
    }

    private readonly record struct Negotiated(RateLimitLease Lease, long At);
}
