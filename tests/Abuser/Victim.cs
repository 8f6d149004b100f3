using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace LiveParking.Abuser;

/// <summary>The server as one caller reaches it: from one address, with one token.</summary>
internal sealed class Victim : IDisposable
{
    private static readonly byte[] Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray();

    private readonly Uri _server;
    private readonly IPAddress _source;
    private readonly HttpClient _http;
    private readonly string? _token;
    private long _made;

    public Victim(Uri server, IPAddress source, string location, string level, string camera, string? token)
    {
        (_server, _source, _token) = (server, source, token);
        (Location, Level, Camera) = (location, level, camera);
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) => new NetworkStream(await ConnectAsync(cancellationToken), ownsSocket: true),
        })
        {
            BaseAddress = server,
            Timeout = TimeSpan.FromSeconds(30),
        };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>A location that exists.</summary>
    public string Location { get; }

    /// <summary>A level of it.</summary>
    public string Level { get; }

    /// <summary>A camera of it.</summary>
    public string Camera { get; }

    /// <summary>A number that was never used before.</summary>
    public long Next() => Interlocked.Increment(ref _made);

    /// <summary>An id that was never used before.</summary>
    public string NewId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Next()}");

    /// <summary>A bare connection.</summary>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(_source, 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _server.Port), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <returns>The status code.</returns>
    public async Task<string> GetAsync(string path, CancellationToken cancellationToken) => await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <returns>The status code.</returns>
    public Task<string> PostAsync(string path, string json, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, cancellationToken);

    /// <returns>The status code.</returns>
    public async Task<string> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return Text(response.StatusCode);
        }
    }

    /// <summary>Opens a stream and never reads it.</summary>
    public async Task<string> HoldAsync(string path, TimeSpan time, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
            await Task.Delay(time, TimeProvider.System, cancellationToken);
        return Text(response.StatusCode);
    }

    /// <summary>A connection to a hub, after the handshake of SignalR.</summary>
    public async Task<ClientWebSocket> ConnectHubAsync(string hub, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            var query = _token is null ? "" : $"?access_token={_token}";
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_server.Port}/hubs/{hub}{query}"), _http, cancellationToken);
            await socket.SendAsync(Handshake, WebSocketMessageType.Text, true, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Calls a method of a hub.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="type">1 for a call, 4 for a stream.</param>
    /// <param name="call">The method and its arguments as JSON.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public async Task CallAsync(ClientWebSocket socket, int type, string call, CancellationToken cancellationToken) =>
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"type\":{type},\"invocationId\":\"{Next()}\",{call}}}\u001e")),
            WebSocketMessageType.Text, true, cancellationToken);

    public void Dispose() => _http.Dispose();

    private static string Text(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
