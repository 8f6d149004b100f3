using System.Net;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Hosting.Clustering;
using Microsoft.Extensions.Hosting;
using Orleans.Core.Internal;
using Orleans.Runtime;

namespace LiveParking.SystemTests.Cluster;

/// <summary>Asks the cluster, as a client of Orleans, which grains run where.</summary>
internal sealed class ClusterGrains : IAsyncDisposable
{
    private readonly IHost _host;

    private ClusterGrains(IHost host) => _host = host;

    /// <summary>Connects to a cluster of which at least one silo runs.</summary>
    public static async Task<ClusterGrains> ConnectAsync(string redis)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client => client.UseLiveParkingClustering(redis));
        var host = builder.Build();
        await host.StartAsync();
        return new ClusterGrains(host);
    }

    /// <summary>The TCP port of the silo of each activation of the grains of one type, by their keys; null while the cluster does not know it.</summary>
    /// <param name="grainType">Such as <c>level</c>.</param>
    public async Task<ILookup<string, int>?> PortsAsync(string grainType)
    {
        try
        {
            var statistics = await _host.Services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
            return statistics
                .Where(grain => grain.GrainId.Type.ToString() == grainType)
                .ToLookup(grain => grain.GrainId.Key.ToString()!, grain => grain.SiloAddress.Endpoint.Port);
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException)
        {
            // A silo that was just killed is still asked for its grains.
            return null;
        }
    }

    /// <summary>Sends a level's grain to sleep: the next call reads its state from the store.</summary>
    public async Task SleepAsync(string location, string level) =>
        await _host.Services.GetRequiredService<IClusterClient>().GetGrain<ILevelGrain>(new LevelKey(location, level).ToString())
            .AsReference<IGrainManagementExtension>().DeactivateOnIdle();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
