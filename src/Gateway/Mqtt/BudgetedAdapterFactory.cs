using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Diagnostics.PacketInspection;
using MQTTnet.Implementations;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Gives the client of one connection a channel with a budget.</summary>
/// <param name="budget">The limit on messages in progress.</param>
/// <param name="drop">Receives the topic of each QoS 0 message that does not fit.</param>
internal sealed class BudgetedAdapterFactory(MessageBudget budget, Action<string> drop) : IMqttClientAdapterFactory
{
    private readonly MqttClientAdapterFactory _inner = new();

    /// <inheritdoc/>
    public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger) =>
        new BudgetedChannel(_inner.CreateClientAdapter(options, packetInspector, logger), budget, drop);
}
