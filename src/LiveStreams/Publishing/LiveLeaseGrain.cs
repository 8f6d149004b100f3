namespace LiveParking.LiveStreams.Publishing;

/// <summary>The grain interface to the leases of a silo.</summary>
[GrainType("live-lease"), SiloNamedByKey]
internal sealed class LiveLeaseGrain(LiveLeases leases) : Grain, ILiveLeaseGrain
{
    public Task<LiveRenewal> RenewAsync(Guid receiverId, IReadOnlyList<SubscriptionCursor> holdings) =>
        Task.FromResult(leases.Renew(receiverId, holdings));
}
