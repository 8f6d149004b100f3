using System.Collections.Concurrent;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>A device that sends over a broker, and receives the outcomes of its readings.</summary>
internal sealed class Device : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<(string Topic, string Text)> _results = new();

    private Device() =>
        _client.ApplicationMessageReceivedAsync += received =>
        {
            _results.Enqueue((received.ApplicationMessage.Topic, received.ApplicationMessage.ConvertPayloadToString()));
            return Task.CompletedTask;
        };

    /// <summary>The messages on the topics of results of its location.</summary>
    public IReadOnlyCollection<(string Topic, string Text)> Results => _results;

    public static async Task<Device> ConnectAsync(Mosquitto broker, string location)
    {
        var device = new Device();
        await device._client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithTimeout(Eventually.Timeout).Build());
        await device._client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter($"parking/{location}/+/results").Build());
        return device;
    }

    /// <summary>Sends, and with QoS 1 returns when the broker has it.</summary>
    public Task SendAsync(string topic, string text, bool retain = false, MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce) =>
        _client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(Encoding.UTF8.GetBytes(text))
            .WithQualityOfServiceLevel(qos).WithRetainFlag(retain).Build());

    /// <summary>Sends the entries with these ids, in one message.</summary>
    public Task EnterAsync(string location, params IEnumerable<string> ids) =>
        SendAsync($"parking/{location}/upper/readings", Readings(ids));

    /// <summary>A body of entries with these ids.</summary>
    public static string Readings(IEnumerable<string> ids) => $$"""{"readings":[{{string.Join(',', ids.Select(Entry))}}]}""";

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
            await _client.DisconnectAsync(new MqttClientDisconnectOptions());
        _client.Dispose();
    }

    private static string Entry(string id) =>
        $$"""{"id":"{{id}}","sensorId":"gate-1","at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","kind":"entry"}""";
}
