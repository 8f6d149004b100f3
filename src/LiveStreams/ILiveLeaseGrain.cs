using Orleans.Concurrency;

namespace LiveParking.LiveStreams;

/// <summary>
/// Renews leases on one silo, all leases of a receiver in one call. Its key is the silo's address, and it runs on that silo.
/// </summary>
[Alias("live-parking.ILiveLeaseGrain")]
public interface ILiveLeaseGrain : IGrainWithStringKey
{
    /// <summary>Renews a receiver's leases with this silo's producers, and returns the states that it missed.</summary>
    [Alias("RenewAsync"), AlwaysInterleave]
    Task<LiveRenewal> RenewAsync(Guid receiverId, IReadOnlyList<SubscriptionCursor> holdings);
}
