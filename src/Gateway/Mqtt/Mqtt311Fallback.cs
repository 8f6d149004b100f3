using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Distinguishes a broker that knows only MQTT 3.1.1 from an unreachable one.</summary>
internal static class Mqtt311Fallback
{
    /// <summary>"Unacceptable protocol version" of MQTT 3.1.1 (section 3.2.2.3), which old brokers answer to newer clients too.</summary>
    private const MqttClientConnectResultCode Unacceptable = (MqttClientConnectResultCode)1;

    /// <summary>Whether a broker reports that it does not know the version.</summary>
    public static bool IsUnsupportedVersion(MqttClientConnectResultCode code) => code is Unacceptable or MqttClientConnectResultCode.UnsupportedProtocolVersion;

    /// <summary>A notice about a connection, for people; null when there is none.</summary>
    public static string? Notice(MqttProtocolVersion version, MqttOptions broker) =>
        version == MqttProtocolVersion.V311 && broker.Group is { Length: > 0 } group
            ? $"The MQTT broker at {broker.Address} was connected to with MQTT 3.1.1, which has no groups: unless it knows '$share/{group}/…' all the same, no readings "
                + "come. Leave --mqtt-group away and let one gateway read from it."
            : null;

    /// <summary>A code in one word.</summary>
    public static string Word(MqttClientConnectResultCode code) => (IsUnsupportedVersion(code) ? MqttClientConnectResultCode.UnsupportedProtocolVersion : code).ToString();

    /// <summary>
    /// Whether a connection may have failed because the broker does not know MQTT 5: it was reached, and it closed the connection or sent an invalid
    /// answer. It is not so when the broker is unreachable, does not answer or has an untrusted certificate.
    /// </summary>
    public static bool MayExplain(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is OperationCanceledException or TimeoutException or AuthenticationException or MqttCommunicationTimedOutException)
                return false;
            if (cause is SocketException socket)
                return socket.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown;
        }

        return true;
    }
}
