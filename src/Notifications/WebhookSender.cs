using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Notifications;
using Microsoft.Extensions.Options;

namespace LiveParking.Notifications;

/// <summary>Sends events to webhooks: one signed request each. Thread-safe.</summary>
public sealed class WebhookSender : IDisposable
{
    /// <summary>The id of the event; the same for every attempt.</summary>
    public const string IdHeader = "X-LiveParking-Id";

    /// <summary>When the request was made, Unix seconds.</summary>
    public const string TimestampHeader = "X-LiveParking-Timestamp";

    /// <summary><c>v1=</c> and the HMAC-SHA256 of <c>timestamp.body</c>, hexadecimal.</summary>
    public const string SignatureHeader = "X-LiveParking-Signature";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeProvider _timeProvider;
    private readonly bool _allowsPrivateAddresses;

    /// <summary>Creates a sender.</summary>
    /// <param name="options">Says whether private addresses are allowed.</param>
    /// <param name="timeProvider">The clock of the timestamps.</param>
    public WebhookSender(IOptions<NotificationOptions> options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_timeProvider, _allowsPrivateAddresses) = (timeProvider, options.Value.AllowPrivateAddresses);
        _http = new HttpClient(new SocketsHttpHandler
        {
            // A redirect would go where nobody checked, and a proxy connects by itself.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = Timeout,
            MaxResponseContentBufferSize = 64 * 1024,
        };
    }

    /// <summary>Sends an event once.</summary>
    /// <returns>Null when the receiver took it (a status 2xx); otherwise why not, for people.</returns>
    public async Task<string?> SendAsync(Webhook webhook, AlarmEvent alarmEvent)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentNullException.ThrowIfNull(alarmEvent);
        var body = JsonSerializer.SerializeToUtf8Bytes(alarmEvent, WireJson.Options);
        var timestamp = _timeProvider.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(IdHeader, alarmEvent.Id);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, $"v1={Sign(webhook.Secret ?? "", timestamp, body)}");
        request.Headers.UserAgent.ParseAdd("LiveParking");
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : $"It answered {(int)answer.StatusCode}.";
        }
        catch (OperationCanceledException)
        {
            return $"It did not answer within {Timeout.TotalSeconds:0} s.";
        }
        catch (HttpRequestException exception)
        {
            return exception.InnerException is PrivateAddressException refused ? refused.Message : $"It could not be reached: {exception.Message}";
        }
    }

    /// <summary>The signature of a request: HMAC-SHA256 of <c>timestamp.body</c>, hexadecimal in lower case.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{timestamp}."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Connects to an address that was checked: a name may resolve to another one a moment later.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host.Trim('[', ']');
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var allowed = _allowsPrivateAddresses ? addresses : Array.FindAll(addresses, address => !PrivateAddresses.Contain(address));
        if (allowed.Length == 0)
            throw new PrivateAddressException(addresses.Length == 0 ? $"{host} has no address." : $"{host} is a private address: set Notifications:AllowPrivateAddresses to allow that.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class PrivateAddressException(string message) : IOException(message);
}
