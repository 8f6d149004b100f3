using LiveParking.Gateway.Metrics;
using LiveParking.Gateway.Uplinks;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace LiveParking.Gateway.Mqtt;

/// <summary>Maintains the connection to the broker: connects, subscribes, and repeats both after each loss, without limit.</summary>
internal sealed partial class MqttIngest(
    IOptions<MqttOptions> options,
    IOptions<GatewayOptions> gateway,
    MessageIntake intake,
    UplinkMappings mappings,
    MqttLink link,
    GatewayMeters meters,
    TimeProvider timeProvider,
    ILogger<MqttIngest> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseWhileFlapping = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly FlapDetector _flaps = new(timeProvider);
    private MqttProtocolVersion _nextVersion = MqttProtocolVersion.V500;
    private MqttProtocolVersion _version = MqttProtocolVersion.V500;
    private int _closes;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var broker = options.Value;
        if (broker.Broker is null)
            return;
        for (var pause = FirstPause; !stoppingToken.IsCancellationRequested; pause = pause * 2 < MaxPause ? pause * 2 : MaxPause)
        {
            if (await RunConnectionAsync(broker, stoppingToken))
                pause = _flaps.IsFlapping ? PauseWhileFlapping : FirstPause;

            // Jitter, so that gateways do not reconnect at the same moment.
            var jitter = pause * (0.5 + Random.Shared.NextDouble());
            await Task.Delay(jitter, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Connects and processes messages until the connection is lost. Never throws: an error here must not stop the host.</summary>
    /// <returns>Whether it was connected.</returns>
    private async Task<bool> RunConnectionAsync(MqttOptions broker, CancellationToken stop)
    {
        var wasConnected = false;
        try
        {
            await using var session = new MqttSession(intake, new MessageBudget(broker.BytesUnderWay, meters), broker.PublishResults, logger);
            if (!await TryConnectAsync(session.Client, stop))
                return false;
            wasConnected = true;
            _flaps.Begin();
            var notice = Mqtt311Fallback.Notice(_version, broker);
            link.Up(_flaps.IsFlapping ? DuplicateClientId(broker) : notice);
            Log.Connected(logger, broker.Address);
            if (notice is not null)
                Log.Notice(logger, notice);
            var reason = await WaitForDisconnectAsync(session, notice, stop);
            if (!stop.IsCancellationRequested)
                _flaps.End();
            link.Down(_flaps.IsFlapping ? DuplicateClientId(broker) : $"The connection to the MQTT broker at {broker.Address} is lost: {reason}.");
            if (stop.IsCancellationRequested)
                return wasConnected;
            Log.Disconnected(logger, broker.Address, reason);
            if (_flaps.IsFlapping)
                Log.DuplicateClientId(logger, DuplicateClientId(broker));
        }
        catch (Exception exception)
        {
            link.Down($"The connection to the MQTT broker at {broker.Address} is lost: {Describe(exception)}.");
            Log.Failed(logger, broker.Address, exception);
        }

        return wasConnected;
    }

    private async Task<string> WaitForDisconnectAsync(MqttSession session, string? notice, CancellationToken stop)
    {
        var disconnect = session.WaitForDisconnectAsync(stop);
        if (_flaps.IsFlapping && await Task.WhenAny(disconnect, Task.Delay(FlapDetector.StableAfter, timeProvider, stop)) != disconnect)
        {
            _flaps.Forget();
            link.Up(notice);
        }

        return await disconnect;
    }

    private static string DuplicateClientId(MqttOptions broker) =>
        $"The connection to the MQTT broker at {broker.Address} is lost again and again, seconds after it came up. Is there another client with the name "
        + $"'{broker.ClientId}'? Two of one name push each other out: give each gateway an --mqtt-client-id of its own.";

    private async Task<bool> TryConnectAsync(IMqttClient client, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ConnectAsync(client, cancellationToken);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
                throw new InvalidOperationException($"it answers {Mqtt311Fallback.Word(result.ResultCode)}{ReasonSuffix(result.ReasonString)}");
            await SubscribeAsync(client, cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            var reason = $"The MQTT broker at {options.Value.Address} can't be used: {Describe(exception)}.";
            if (link.Down(reason))
                Log.Unreachable(logger, reason);
            return false;
        }
    }

    /// <summary>
    /// Connects with MQTT 5. The next attempt uses 3.1.1 when the broker reports that it does not know MQTT 5, or when it has just closed the
    /// connection twice in a row (a restarting broker may do that once). The attempt after that uses 5 again, also after a lost connection.
    /// </summary>
    private async Task<MqttClientConnectResult> ConnectAsync(IMqttClient client, CancellationToken cancellationToken)
    {
        var (clientOptions, closes) = (ClientOptions(), _closes);
        (_version, _nextVersion, _closes) = (_nextVersion, MqttProtocolVersion.V500, 0);
        try
        {
            var result = await client.ConnectAsync(clientOptions, cancellationToken);
            if (_version == MqttProtocolVersion.V500 && Mqtt311Fallback.IsUnsupportedVersion(result.ResultCode))
                _nextVersion = MqttProtocolVersion.V311;
            return result;
        }
        catch (Exception exception) when (_version == MqttProtocolVersion.V500 && Mqtt311Fallback.MayExplain(exception))
        {
            if (closes == 0)
                _closes = 1;
            else
                _nextVersion = MqttProtocolVersion.V311;
            throw;
        }
    }

    private MqttClientOptions ClientOptions()
    {
        var broker = options.Value;
        var user = Uri.UnescapeDataString(broker.Broker!.UserInfo.Split(':')[0]);
        var password = broker.Password ?? Uri.UnescapeDataString(broker.Broker.UserInfo.Split(':', 2) is [_, var inAddress] ? inAddress : "");
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(broker.Broker.Host, broker.Port)
            .WithProtocolVersion(_nextVersion)
            .WithClientId(broker.ClientId)
            .WithKeepAlivePeriod(KeepAlive)
            .WithTimeout(Timeout)
            .WithCleanStart(false);
        if (user.Length > 0)
            builder.WithCredentials(user, password);
        if (broker.IsTls)
            builder.WithTlsOptions(tls => tls.UseTls().WithTargetHost(broker.Broker.Host));
        if (_nextVersion == MqttProtocolVersion.V500)
        {
            // A payload slightly above the limit still arrives and is reported. The broker itself drops much larger ones.
            builder.WithSessionExpiryInterval((uint)broker.SessionExpiry.TotalSeconds)
                .WithReceiveMaximum(MessageBudget.MaxMessages)
                .WithMaximumPacketSize((uint)Math.Max(2L * gateway.Value.RequestBodyBytes, 64 * 1024));
        }

        return builder.Build();
    }

    private async Task SubscribeAsync(IMqttClient client, CancellationToken cancellationToken)
    {
        var builder = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in mappings.Topics.Prepend(MqttTopic.AllReadings))
        {
            builder.WithTopicFilter(topic => topic.WithTopic(MqttTopic.Shared(options.Value.Group, filter))
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce));
        }

        var result = await client.SubscribeAsync(builder.Build(), cancellationToken);
        foreach (var item in result.Items)
        {
            if (item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
                throw new InvalidOperationException($"it refuses the subscription to {item.TopicFilter.Topic} with {item.ResultCode}{ReasonSuffix(result.ReasonString)}");
        }
    }

    private static string ReasonSuffix(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" ({reason})";

    private static string Describe(Exception exception) =>
        exception switch
        {
            OperationCanceledException or TimeoutException or MqttCommunicationTimedOutException => "it does not answer in time",
            { InnerException: { } inner } => inner.Message.TrimEnd('.'),
            _ => exception.Message.TrimEnd('.'),
        };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Readings come over MQTT from {Where}")]
        public static partial void Connected(ILogger logger, string where);

        [LoggerMessage(LogLevel.Warning, "{Notice}")]
        public static partial void Notice(ILogger logger, string notice);

        [LoggerMessage(LogLevel.Warning, "The connection to the MQTT broker at {Where} is lost: {Reason}")]
        public static partial void Disconnected(ILogger logger, string where, string reason);

        [LoggerMessage(LogLevel.Warning, "{Reason}")]
        public static partial void DuplicateClientId(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "The connection to the MQTT broker at {Where} failed with an unexpected exception; the gateway connects again.")]
        public static partial void Failed(ILogger logger, string where, Exception exception);

        [LoggerMessage(LogLevel.Warning, "{Reason}")]
        public static partial void Unreachable(ILogger logger, string reason);
    }
}
