using System.Collections.Concurrent;
using LiveParking.Grains.Interfaces;
using LiveParking.LiveStreams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Streams;
using Orleans.TestingHost;

namespace LiveParking.ClusterTests.LiveStreams;

/// <summary>Three silos and a client, with live streams and nothing else.</summary>
public sealed class LiveStreamsFixture : IAsyncLifetime
{
    private readonly ConcurrentDictionary<ILiveReceiver, MuteReceiver> _references = new();

    public TestCluster Cluster { get; private set; } = null!;

    public IGrainFactory Grains => Cluster.GrainFactory;

    public IStreamProvider Streams => Cluster.Client.GetStreamProvider(ParkingStreams.ProviderName);

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(3);
        builder.AddSiloBuilderConfigurator<Silo>();
        builder.AddClientBuilderConfigurator<ClientSettings>();
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        // A delivery to an observer that comes while the client is disposed of would crash the process: nothing may be on its way then.
        foreach (var reference in _references.Keys)
            Grains.DeleteObjectReference<ILiveReceiver>(reference);
        await Cluster.StopClusterClientAsync();
        await Cluster.DisposeAsync();
    }

    /// <summary>Where producers reach a receiver, until the fixture ends.</summary>
    public ILiveReceiver ReferenceTo(MuteReceiver receiver)
    {
        var reference = Grains.CreateObjectReference<ILiveReceiver>(receiver);
        _references[reference] = receiver;
        return reference;
    }

    public ITickerGrain Ticker(string key) => Grains.GetGrain<ITickerGrain>(key);

    public IAsyncStream<Tick> Stream(string key) => Streams.GetStream<Tick>(Ticks.Of(key));

    public T SiloService<T>(SiloAddress silo)
        where T : notnull =>
        Cluster.Silos.OfType<InProcessSiloHandle>().Single(handle => handle.SiloAddress.Equals(silo)).SiloHost.Services.GetRequiredService<T>();

    public IServiceProvider Client => Cluster.Client.ServiceProvider;

    public static GrainId TickerId(string key) => GrainId.Create(Ticks.GrainType, key);

    /// <summary>Another receiver, as another process would have it; its clock may be held still.</summary>
    internal LiveReceiver NewReceiver(TimeProvider timeProvider) => ActivatorUtilities.CreateInstance<LiveReceiver>(Client, timeProvider);

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddLiveStreams(Ticks.Configure);
            siloBuilder.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1);
                options.NumMissedProbesLimit = 3;
                options.NumVotesForDeathDeclaration = 1;
            });
        }
    }

    private sealed class ClientSettings : IClientBuilderConfigurator
    {
        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder)
        {
            clientBuilder.AddLiveStreams(Ticks.Configure);
            clientBuilder.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
        }
    }
}
