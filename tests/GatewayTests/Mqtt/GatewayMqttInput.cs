using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Quarantine;
using LiveParking.Gateway.Readings;
using LiveParking.Gateway.Uplinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using GatewayOptions = LiveParking.Gateway.GatewayOptions;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>The MQTT input of a further gateway of a system, with its own options.</summary>
internal sealed class GatewayMqttInput : IAsyncDisposable
{
    private readonly MqttIngest _ingest;

    private GatewayMqttInput(MqttIngest ingest, MqttLink link) => (_ingest, Link) = (ingest, link);

    public MqttLink Link { get; }

    /// <param name="parking">The system.</param>
    /// <param name="broker">The broker and how it is used.</param>
    /// <param name="cluster">The connection to the cluster; null when the gateway has reached it.</param>
    public static async Task<GatewayMqttInput> StartAsync(ParkingSystem parking, MqttOptions broker, ClusterLink? cluster = null)
    {
        var services = parking.Services;
        var (meters, mappings) = (services.GetRequiredService<GatewayMeters>(), services.GetRequiredService<UplinkMappings>());
        var (options, time) = (services.GetRequiredService<IOptions<GatewayOptions>>(), TimeProvider.System);
        var grains = services.GetRequiredService<IClusterClient>();
        var lookup = new GrainLookup(grains, new KnownIdCache(), cluster ?? ClusterLink.Local());
        var batcher = new ReadingBatcher(async (level, readings) => await (await lookup.LevelAsync(level)).ReportAsync(readings), time, ReadingQueueLimits.Default);
        var reader = new MessageReader(new ReadingsIntake(lookup, batcher, meters, time, NullLogger<ReadingsIntake>.Instance), mappings, options);
        var intake = new MessageIntake(
            reader,
            new MessageQuarantine(grains, meters, Options.Create(new QuarantineOptions()), time, NullLogger<MessageQuarantine>.Instance),
            new StoreCheck(grains, time, NullLogger<StoreCheck>.Instance),
            new LevelHealth(time),
            meters,
            Options.Create(broker),
            time,
            NullLogger<MessageIntake>.Instance);
        var link = new MqttLink(meters);
        var input = new GatewayMqttInput(
            new MqttIngest(Options.Create(broker), options, intake, mappings, link, meters, time, NullLogger<MqttIngest>.Instance), link);
        await input._ingest.StartAsync(CancellationToken.None);
        return input;
    }

    public Task IsUpAsync() => Eventually.HoldsAsync(() => Link.IsUp, "this gateway is connected to the broker");

    public async ValueTask DisposeAsync()
    {
        await _ingest.StopAsync(CancellationToken.None);
        _ingest.Dispose();
    }
}
