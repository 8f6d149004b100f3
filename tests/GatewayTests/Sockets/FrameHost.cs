using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LiveParking.Gateway.Frames;
using LiveParking.Gateway.Hosting;
using LiveParking.Gateway.MessagePack;
using LiveParking.Gateway.Sockets;
using LiveParking.Grains.Interfaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveParking.GatewayTests.Sockets;

/// <summary>A real server with <see cref="FrameHub"/>, over plain TCP and over TLS.</summary>
public sealed class FrameHost : IAsyncLifetime
{
    /// <summary>How long a client may read nothing: longer than a busy machine delays one.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>… and on the path where one is to be dropped.</summary>
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(1);

    private readonly X509Certificate2 _certificate = MakeCertificate();
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddGatewayServer();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, 0);
            server.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(_certificate));
        });
        builder.Services.AddSignalR()
            .AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions))
            .AddMessagePackProtocol(options => options.SerializerOptions = WireMessagePack.Options);
        builder.Services.AddSingleton<IHubProtocol>(provider => Protocols.Json(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>()));
        builder.Services.AddSingleton<IHubProtocol>(provider => Protocols.MessagePack(provider.GetRequiredService<IOptions<MessagePackHubProtocolOptions>>()));
        _app = builder.Build();
        _app.UseDirectUpgrades();
        _app.UseWebSockets();
        foreach (var (path, timeout) in new[] { ("/frames", Timeout), ("/impatient", ShortTimeout) })
            _app.MapConnections(path, new HttpConnectionDispatcherOptions(), connections => connections.UseDirectSending(timeout).UseHub<FrameHub>());
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    /// <summary>A stock client, whose socket pings all the time, so that pongs go between the messages.</summary>
    internal async Task<HubConnection> ConnectAsync(
        Protocol protocol, bool tls = false, HttpTransportType transport = HttpTransportType.WebSockets)
    {
        var builder = new HubConnectionBuilder().WithUrl(Address(tls), options =>
        {
            options.Transports = transport;
            options.HttpMessageHandlerFactory = _ => new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsOurs } };
            options.WebSocketConfiguration = socket =>
            {
                socket.RemoteCertificateValidationCallback = IsOurs;
                socket.KeepAliveInterval = TimeSpan.FromMilliseconds(5);
                socket.KeepAliveTimeout = Eventually.Timeout;
            };
        });
        if (protocol == Protocol.MessagePack)
            builder.AddMessagePackProtocol(options => options.SerializerOptions = WireMessagePack.Options);
        else
            builder.AddJsonProtocol(options => WireJson.Apply(options.PayloadSerializerOptions));
        var connection = builder.Build();
        await Eventually.WithinAsync(connection.StartAsync());
        return connection;
    }

    /// <summary>A bare WebSocket that requested endless frames, and the id of its connection. It reads only on command.</summary>
    internal async Task<(ClientWebSocket Socket, string Id)> WatchAsync(int size, string path = "/frames")
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(Address(tls: false, path).AbsoluteUri.Replace("http", "ws", StringComparison.Ordinal)), CancellationToken.None);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await SendAsync(socket, """{"type":1,"invocationId":"7","target":"Id","arguments":[]}""");
        var text = "";
        while (!text.Contains("\"result\":\"", StringComparison.Ordinal) || !text.EndsWith('\u001e'))
            text += await ReceiveAsync(socket);
        await SendAsync(socket, $$"""{"type":4,"invocationId":"1","target":"Forever","arguments":[{{size}}]}""");
        return (socket, text.Split("\"result\":\"")[1].Split('"')[0]);
    }

    internal static async Task SendAsync(ClientWebSocket socket, string message) =>
        await Eventually.WithinAsync(socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, true, CancellationToken.None));

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        var received = await Eventually.WithinAsync(socket.ReceiveAsync(buffer, CancellationToken.None));
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var today = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(today.AddDays(-1), today.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private Uri Address(bool tls, string path = "/frames") =>
        new(new Uri(_app.Urls.First(url => url.StartsWith(tls ? "https" : "http:", StringComparison.Ordinal))), path);

    private bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == _certificate.GetCertHashString();
}
