using System.Text;
using LiveParking.Gateway.Mqtt;
using LiveParking.Gateway.Uplinks;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Protocol;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>
/// Who may send over MQTT, at a broker with the access list of the guide, tried for every topic to which the gateway subscribes. <c>docs/mqtt-access.md</c>
/// holds what was found.
/// </summary>
public sealed class MqttAccessTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Document = "docs/mqtt-access.md";
    private const string Location = "pakuwon-basement", Level = "upper-basement";

    private readonly TempFolder _folder = new();
    private readonly Mosquitto _broker = new(accessList: AccessList());
    private ParkingSystem _parking = null!;

    public async Task InitializeAsync()
    {
        await _broker.StartAsync();
        await File.WriteAllTextAsync(_folder["password"], "gateway");
        await File.WriteAllTextAsync(_folder["mappings.json"], $$"""
            {"mappings": [{"name": "net", "topics": ["net/+/up"], "device": "dev", "at": "time", "id": "seq",
              "readings": [{"kind": "count", "occupied": "cars"}], "devices": {"gate-1": {"location": "{{Location}}", "level": "{{Level}}"} } }]}
            """);
        _parking = new ParkingSystem(_ => { }, builder =>
        {
            builder.Configuration["mqtt"] = _broker.Address.Replace("mqtt://", "mqtt://gateway@", StringComparison.Ordinal);
            builder.Configuration["mqtt-password-file"] = _folder["password"];
            builder.Configuration["mqtt-results"] = "true";
            builder.Configuration["mappings"] = _folder["mappings.json"];
        });
        await _parking.InitializeAsync();
        var location = _parking.Grains.GetGrain<ILocationGrain>(Location);
        await location.ConfigureAsync(new LocationSettings("Mall"));
        await location.ConfigureLevelAsync(Level, new LevelSettings("Upper", CountingMode.Gates, new Dictionary<string, int> { ["standard"] = 1_000 }));
        await Eventually.HoldsAsync(() => _parking.Services.GetRequiredService<MqttLink>().IsUp, "the gateway is connected to the broker");
    }

    public async Task DisposeAsync()
    {
        await _parking.DisposeAsync();
        await _broker.DisposeAsync();
        _folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Every_topic_takes_what_its_device_sends_and_nothing_of_anybody_else()
    {
        string?[] users = [null, "gate-1", "gate-2", "gateway"];
        var topics = _parking.Services.GetRequiredService<UplinkMappings>().Topics.Prepend(MqttTopic.AllReadings);
        var lines = new List<string>();
        foreach (var topic in topics)
            lines.Add($"| send to `{topic}` | {string.Join(" | ", await Task.WhenAll(users.Select(user => SendAsync(user, topic))))} |");
        var text = $"""
            # Who may send over MQTT

            Over MQTT no token is sent: the broker decides. Written by a test, which tries every topic to which a gateway subscribes at a mosquitto with the access list of [operations](operations.md#mqtt):
            `tests/GatewayTests/Mqtt/MqttAccessTests.cs`. `gate-1` is the device of the level, or of the mapping; `gate-2` that of another level. `yes`: the reading was counted; `refused`: the broker took no message.

            | | nobody | `gate-1` | `gate-2` | `gateway` |
            |---|---|---|---|---|
            {string.Join('\n', lines)}

            """.ReplaceLineEndings("\n");
        await GeneratedDocument.RequireAsync(Document, text);
    }

    /// <summary>The access list in the guide, with a second device.</summary>
    private static string AccessList()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Top, "docs", "operations.md"));
        var start = guide.IndexOf("user gateway\n", StringComparison.Ordinal);
        var list = guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)];
        return list + list[list.IndexOf("user gate-1\n", StringComparison.Ordinal)..].Replace("gate-1", "gate-2", StringComparison.Ordinal)
            .Replace(Level, "lower-basement", StringComparison.Ordinal);
    }

    private async Task<string> SendAsync(string? user, string topic)
    {
        var before = (await _parking.Level(Location, Level).GetAsync()).Status.Version;
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _broker.Port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).WithTimeout(Eventually.Timeout);
        if (user is not null)
            options = options.WithCredentials(user, user);
        try
        {
            if ((await client.ConnectAsync(options.Build())).ResultCode != MqttClientConnectResultCode.Success)
                return "refused";
        }
        catch (MqttConnectingFailedException)
        {
            return "refused";
        }

        var isReadings = topic == MqttTopic.AllReadings;
        var at = TimeProvider.System.GetUtcNow().ToString("O");
        var sent = await client.PublishAsync(new MqttApplicationMessageBuilder()
            .WithTopic(isReadings ? $"parking/{Location}/{Level}/readings" : topic.Replace("+", "gate-1", StringComparison.Ordinal))
            .WithPayload(Encoding.UTF8.GetBytes(isReadings
                ? $$"""{"readings":[{"id":"{{Guid.NewGuid():N}}","sensorId":"gate-1","at":"{{at}}","kind":"entry"}]}"""
                : $$"""{"dev":"gate-1","time":"{{at}}","seq":"{{Guid.NewGuid():N}}","cars":{{Random.Shared.Next(1, 900)}}}"""))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
        await client.DisconnectAsync(new MqttClientDisconnectOptions());
        if (sent.ReasonCode == MqttClientPublishReasonCode.NotAuthorized)
            return "refused";
        await Eventually.HoldsAsync(async () => (await _parking.Level(Location, Level).GetAsync()).Status.Version > before, $"what {user} sent to {topic} is counted");
        return "yes";
    }
}
