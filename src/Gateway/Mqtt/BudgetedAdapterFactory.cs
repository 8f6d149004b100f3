using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Diagnostics.PacketInspection;
using MQTTnet.Implementations;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Gives the client of one connection a channel that keeps to a budget.</summary>
/// <param name="budget">What may be under way.</param>
/// <param name="drop">Is told the topic of a message of QoS 0 for which there is no room.</param>
internal sealed class BudgetedAdapterFactory(MessageBudget budget, Action<string> drop) : IMqttClientAdapterFactory
{
    private readonly MqttClientAdapterFactory _inner = new();

    /// <inheritdoc/>
    public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger) =>
        new BudgetedChannel(_inner.CreateClientAdapter(options, packetInspector, logger), budget, drop);
}
