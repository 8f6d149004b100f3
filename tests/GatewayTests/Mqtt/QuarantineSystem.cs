using System.Text.Json;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Quarantine;
using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>A system that takes readings from a real broker and whose store can be made to fail.</summary>
internal sealed class QuarantineSystem : IAsyncDisposable
{
    private HttpClient _operator = null!;

    public Mosquitto Broker { get; } = new();

    public FaultyStore Store { get; } = new();

    public ParkingSystem Parking { get; private set; } = null!;

    /// <param name="after">How long a message has to fail.</param>
    /// <param name="messages">How many messages the quarantine keeps.</param>
    public static async Task<QuarantineSystem> StartAsync(TimeSpan after, int messages = 1000)
    {
        var system = new QuarantineSystem();
        await system.Broker.StartAsync();
        system.Parking = new ParkingSystem(_ => { }, builder =>
        {
            builder.Configuration["mqtt"] = system.Broker.Address;
            builder.Configuration["mqtt-client-id"] = "gateway-under-test";
            builder.Configuration["mqtt-results"] = "true";
            builder.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Parking, system.Store);
            builder.Services.PostConfigure<MqttOptions>(options => options.QuarantineAfter = after);
            builder.Services.PostConfigure<QuarantineOptions>(options => options.Messages = messages);
        });
        await system.Parking.InitializeAsync();
        system._operator = system.Parking.Http(system.Parking.Token(Role.Operator, "*"));
        await Eventually.HoldsAsync(() => system.Parking.Services.GetRequiredService<MqttLink>().IsUp, "the gateway is connected to the broker");
        return system;
    }

    /// <summary>The answer to an operator of all locations.</summary>
    public Task<HttpAnswer> SendAsync(HttpMethod method, string path) => HttpAnswer.SendAsync(_operator, method, path);

    /// <summary>The messages in quarantine.</summary>
    public async Task<IReadOnlyList<JsonElement>> MessagesAsync() =>
        [.. (await SendAsync(HttpMethod.Get, "/api/v1/quarantine")).Json.GetProperty("messages").EnumerateArray()];

    public async Task<int> OccupiedAsync(string location) => (await Parking.Level(location).GetAsync()).Status.Spots.Occupied;

    public async ValueTask DisposeAsync()
    {
        _operator?.Dispose();
        if (Parking is not null)
            await Parking.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
