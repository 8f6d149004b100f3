using LiveParking.Gateway.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>A system that takes readings from a real broker.</summary>
public sealed class MqttSystem : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    public Mosquitto Broker { get; } = new();

    public ParkingSystem Parking { get; private set; } = null!;

    internal MqttLink Link => Parking.Services.GetRequiredService<MqttLink>();

    public async Task InitializeAsync()
    {
        await Broker.StartAsync();
        File.WriteAllText(_folder["mappings.json"], """
            {"mappings": [{"name": "net", "topics": ["net/+/up"], "device": "dev", "at": "time", "id": "seq",
              "readings": [{"kind": "count", "occupied": "cars"}], "devices": {"d1": {"location": "net-site", "level": "upper"}}}]}
            """);
        Parking = new ParkingSystem(_ => { }, builder =>
        {
            builder.Configuration["mqtt"] = Broker.Address;
            builder.Configuration["mqtt-client-id"] = "gateway-under-test";
            builder.Configuration["mqtt-results"] = "true";
            builder.Configuration["mappings"] = _folder["mappings.json"];
        });
        await Parking.InitializeAsync();
        await IsUpAsync();
    }

    public async Task DisposeAsync()
    {
        await Parking.DisposeAsync();
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    public Task IsUpAsync() => Eventually.HoldsAsync(() => Link.IsUp, "the gateway is connected to the broker");

    /// <summary>Does something while the gateway is away from the broker.</summary>
    public async Task WhileAwayAsync(Func<Task> meanwhile)
    {
        var ingest = Parking.Services.GetServices<IHostedService>().OfType<MqttIngest>().Single();
        await ingest.StopAsync(CancellationToken.None);
        Assert.False(Link.IsUp);
        await meanwhile();
        await ingest.StartAsync(CancellationToken.None);
        await IsUpAsync();
    }

    public async Task<int> OccupiedAsync(string location) => (await Parking.Level(location).GetAsync()).Status.Spots.Occupied;
}
