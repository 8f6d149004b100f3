using System.Threading.RateLimiting;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Counts a connection and its replacement once. Both carry the name that their client gave itself. A third connection with this name counts
/// separately. Thread-safe.
/// </summary>
internal sealed class TakeOverLeases
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(ClientKey Client, string ClientId), Pair> _pairs = [];

    /// <summary>Shares the lease of the connection with this name; null when there is none, or when it is already shared.</summary>
    public RateLimitLease? TryShare(ClientKey client, string clientId)
    {
        lock (_lock)
        {
            if (!_pairs.TryGetValue((client, clientId), out var pair) || pair.Connections != 1)
                return null;
            pair.Connections++;
            return new SharedLease(this, (client, clientId), pair);
        }
    }

    /// <summary>Holds a lease for the first connection of a name.</summary>
    /// <returns>The lease to dispose instead.</returns>
    public RateLimitLease Hold(ClientKey client, string clientId, RateLimitLease lease)
    {
        lock (_lock)
        {
            var pair = new Pair(lease) { Connections = 1 };
            return _pairs.TryAdd((client, clientId), pair) ? new SharedLease(this, (client, clientId), pair) : lease;
        }
    }

    private void Release((ClientKey Client, string ClientId) key, Pair pair)
    {
        lock (_lock)
        {
            if (--pair.Connections > 0)
                return;
            _pairs.Remove(key);
        }

        pair.Lease.Dispose();
    }

    private sealed class Pair(RateLimitLease lease)
    {
        public RateLimitLease Lease => lease;

        public int Connections { get; set; }
    }

    private sealed class SharedLease(TakeOverLeases leases, (ClientKey Client, string ClientId) key, Pair pair) : RateLimitLease
    {
        private int _disposed;

        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => pair.Lease.MetadataNames;

        public override bool TryGetMetadata(string metadataName, out object? metadata) => pair.Lease.TryGetMetadata(metadataName, out metadata);

        protected override void Dispose(bool disposing)
        {
            if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
                leases.Release(key, pair);
            base.Dispose(disposing);
        }
    }
}
