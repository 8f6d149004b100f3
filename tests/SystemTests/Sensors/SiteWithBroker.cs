using System.Globalization;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Mqtt;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Sensors;

/// <summary>A standalone system without demo that takes readings from a real broker too.</summary>
public sealed class SiteWithBroker : IAsyncLifetime, IDisposable
{
    private StandaloneSystem? _system;
    private Api? _device;
    private int _made;

    /// <summary>The broker.</summary>
    public Broker Broker { get; } = new();

    /// <summary>The operator's client.</summary>
    public Api Operator => _system!.Operator;

    /// <summary>The device's client: a token with the role sensor.</summary>
    public Api Device => _device!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await Broker.StartAsync();
        _system = new StandaloneSystem("--no-demo", "--mqtt", Broker.Address, "--mqtt-client-id", "gateway");
        await _system.StartAsync();
        _device = new Api(_system.Address, await _system.TokenAsync("sensor"));
        await Eventually.HoldsAsync(async () => await IsConnectedAsync() == 1, "the broker is connected");
    }

    /// <summary>Creates a separate location with the level <c>p1</c> of 150 spots.</summary>
    /// <param name="counting">The counting mode.</param>
    /// <param name="silentAfter">Seconds.</param>
    /// <returns>The location.</returns>
    public async Task<string> NewLevelAsync(string counting, int? silentAfter = null)
    {
        var location = string.Create(CultureInfo.InvariantCulture, $"site-{Interlocked.Increment(ref _made)}");
        (await Operator.PutAsync($"/api/v1/locations/{location}", new { name = location })).Require(System.Net.HttpStatusCode.OK);
        (await Operator.PutAsync(LevelView.Path(location), new { name = "P1", counting, capacity = new { standard = 150 }, silentAfter }))
            .Require(System.Net.HttpStatusCode.OK);
        return location;
    }

    /// <summary>The metric of the connection to the broker.</summary>
    public async Task<double> IsConnectedAsync() => (await Metrics.ReadAsync(_system!.Management)).Sum("liveparking_gateway_mqtt_connected");

    /// <summary>Readings so far that became this, by the metrics.</summary>
    public async Task<double> ReadingsAsync(string outcome) =>
        (await Metrics.ReadAsync(_system!.Management)).Sum("liveparking_gateway_readings_total", $"outcome=\"{outcome}\"");

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
        await Broker.DisposeAsync();
    }

    /// <summary>Closes the connection of the device.</summary>
    public void Dispose() => _device?.Dispose();
}
