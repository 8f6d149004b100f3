using System.Text.Json;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Clients;

/// <summary>A phone made of the stock JavaScript clients, which runs in Node.</summary>
public sealed class StockPhone : IAsyncDisposable
{
    private readonly Child _node;
    private int _calls;

    private StockPhone(Child node) => _node = node;

    /// <summary>All that it printed.</summary>
    public IReadOnlyList<JsonElement> Messages => [.. _node.Output.Select(Parse)];

    /// <summary>Connects to both hubs.</summary>
    /// <param name="address">The gateway.</param>
    /// <param name="protocol"><c>json</c> or <c>messagepack</c>.</param>
    /// <param name="token">The token; null for anonymous.</param>
    /// <param name="variables">Its environment, beside that of the tests.</param>
    public static async Task<StockPhone> ConnectAsync(
        Uri address, string protocol, string? token = null, IReadOnlyDictionary<string, string?>? variables = null)
    {
        await StockClientPackages.InstallAsync();
        List<string> command = ["node", "client.mjs", protocol, address.GetLeftPart(UriPartial.Authority)];
        if (token is not null)
            command.Add(token);
        var phone = new StockPhone(await Child.StartAsync($"phone-{protocol}", Repository.StockClient, command, variables));
        await phone._node.OutputLineAsync(line => Parse(line).TryGetProperty("ready", out _), "both hubs are connected");
        return phone;
    }

    /// <summary>Calls a method of a hub.</summary>
    /// <returns>The answer with <c>value</c> or <c>error</c>.</returns>
    public async Task<JsonElement> CallAsync(string hub, string method, params object?[] arguments)
    {
        var number = Interlocked.Increment(ref _calls);
        await _node.SendAsync(JsonSerializer.Serialize(new { call = number, hub, method, args = arguments }));
        return await MessageAsync(message => message.TryGetProperty("call", out var answered) && answered.GetInt32() == number, $"the answer of {method}");
    }

    /// <summary>Begins to watch a camera.</summary>
    public Task WatchAsync(string camera, object? options = null) => _node.SendAsync(JsonSerializer.Serialize(new { watch = camera, options }));

    /// <summary>Begins to watch a camera and acknowledges its frames.</summary>
    public Task WatchAcknowledgingAsync(string camera) =>
        _node.SendAsync(JsonSerializer.Serialize(new { watch = camera, options = new { acks = true }, acknowledge = true }));

    /// <summary>The phone hangs until <see cref="Continue"/>.</summary>
    public void Stop() => _node.Stop();

    /// <summary>Ends <see cref="Stop"/>.</summary>
    public void Continue() => _node.Continue();

    /// <summary>Ends watching it.</summary>
    public Task UnwatchAsync(string camera) => _node.SendAsync(JsonSerializer.Serialize(new { unwatch = camera }));

    /// <summary>Waits for a message that matches, also one that came before.</summary>
    /// <param name="matches">Which one.</param>
    /// <param name="what">For the failure.</param>
    /// <param name="after">Number of messages to skip.</param>
    public async Task<JsonElement> MessageAsync(Func<JsonElement, bool> matches, string what, int after = 0)
    {
        var left = after;
        return Parse(await _node.OutputLineAsync(line => left-- <= 0 && matches(Parse(line)), what));
    }

    /// <summary>Waits for an event of a hub.</summary>
    public async Task<JsonElement> EventAsync(string name, Func<JsonElement, bool> matches, int after = 0)
    {
        var message = await MessageAsync(
            message => message.TryGetProperty("event", out var eventName) && eventName.GetString() == name && matches(message.GetProperty("value")), $"a {name}", after);
        return message.GetProperty("value");
    }

    /// <summary>Waits for a frame.</summary>
    public async Task<JsonElement> FrameAsync(Func<JsonElement, bool> matches, int after = 0)
    {
        var message = await MessageAsync(message => message.TryGetProperty("frame", out var frame) && matches(frame), "a frame", after);
        return message.GetProperty("frame");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
