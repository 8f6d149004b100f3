using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using LiveParking.Notifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LiveParking.GatewayTests.Notifications;

/// <summary>A receiver of webhooks on loopback, which checks signatures and gives the answers that a test sets.</summary>
internal sealed class WebhookReceiver(string secret, int port) : IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>The ids of all requests in order, with what each said.</summary>
    public ConcurrentQueue<(string Id, JsonElement Body)> Requests { get; } = new();

    /// <summary>Faults of requests: a wrong signature, a wrong form.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>The status of the next answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Completes when it may answer.</summary>
    public Task MayAnswer { get; set; } = Task.CompletedTask;

    public string Url { get; } = $"http://127.0.0.1:{port}/hook";

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.MapPost("/hook", TakeAsync);
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var (id, timestamp, signature) = (http.Request.Headers[WebhookSender.IdHeader].ToString(), http.Request.Headers[WebhookSender.TimestampHeader].ToString(), http.Request.Headers[WebhookSender.SignatureHeader].ToString());
        var expected = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"{timestamp}."), .. body.ToArray()]);
        if (signature != $"v1={Convert.ToHexStringLower(expected)}")
            Faults.Enqueue($"The signature of {id} is wrong.");
        var json = JsonDocument.Parse(body.ToArray()).RootElement;
        if (json.GetProperty("id").GetString() != id)
            Faults.Enqueue($"The body of {id} has another id.");
        await MayAnswer;
        http.Response.StatusCode = Status;
        Requests.Enqueue((id, json));
    }
}
