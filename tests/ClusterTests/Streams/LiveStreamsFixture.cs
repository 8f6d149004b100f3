using LiveParking.Grains.Interfaces.Streams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Streams;
using Orleans.TestingHost;

namespace LiveParking.ClusterTests.Streams;

/// <summary>Three silos and a client, with live streams and nothing else.</summary>
public sealed class LiveStreamsFixture : IAsyncLifetime
{
    public TestCluster Cluster { get; private set; } = null!;

    public IGrainFactory Grains => Cluster.GrainFactory;

    public IStreamProvider Streams => Cluster.Client.GetStreamProvider(LiveStreams.ProviderName);

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(3);
        builder.AddSiloBuilderConfigurator<Silo>();
        builder.AddClientBuilderConfigurator<ClientSettings>();
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    public ITickerGrain Ticker(string key) => Grains.GetGrain<ITickerGrain>(key);

    public IAsyncStream<Tick> Stream(string key) => Streams.GetStream<Tick>(Ticks.Of(key));

    public T SiloService<T>(SiloAddress silo)
        where T : notnull =>
        Cluster.Silos.OfType<InProcessSiloHandle>().Single(handle => handle.SiloAddress.Equals(silo)).SiloHost.Services.GetRequiredService<T>();

    public IServiceProvider Client => Cluster.Client.ServiceProvider;

    public static GrainId TickerId(string key) => GrainId.Create(Ticks.GrainType, key);

    /// <summary>Another receiver, as another process would have it; its clock may be held still.</summary>
    internal LiveReceiver NewReceiver(TimeProvider clock) => ActivatorUtilities.CreateInstance<LiveReceiver>(Client, clock);

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
