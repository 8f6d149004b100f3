using LiveParking.Grains.Interfaces.Streams;

namespace LiveParking.Grains.Streams;

/// <summary>The silo's door to its leases.</summary>
[GrainType("live-lease"), SiloNamedByKey]
internal sealed class LiveLeaseGrain(LiveLeases leases) : Grain, ILiveLeaseGrain
{
    public Task<LiveRenewal> RenewAsync(Guid receiverId, IReadOnlyList<LiveHolding> holdings) =>
        Task.FromResult(leases.Renew(receiverId, holdings));
}
