using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.LiveStreams;

/// <summary>Lets an Orleans client leave its live streams before it closes its connections.</summary>
/// <param name="services">The client's services. The receiver needs the client, so it is resolved late.</param>
internal sealed class LiveReceiverLifecycle(IServiceProvider services) : ILifecycleParticipant<IClusterClientLifecycle>
{
    public void Participate(IClusterClientLifecycle lifecycle) =>
        lifecycle.Subscribe(
            nameof(LiveReceiver),
            ServiceLifecycleStage.Active,
            _ => Task.CompletedTask,
            _ => services.GetRequiredService<LiveReceiver>().LeaveAllAsync());
}
