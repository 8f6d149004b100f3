using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.SystemTests.Clients;

/// <summary>An operator who looks at the alarms at one gateway. Safe from any thread.</summary>
public sealed class AlarmDesk : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<JsonElement> _alarms = [];
    private readonly HubConnection _connection;

    private AlarmDesk(Uri gateway, string token)
    {
        _connection = new HubConnectionBuilder()
            .WithUrl(new Uri(gateway, "/hubs/operations"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token)).Build();
        _connection.On<JsonElement>("AlarmChanged", alarm =>
        {
            lock (_lock)
                _alarms.Add(alarm);
        });
    }

    /// <summary>Every change that came, in order, as <c>location kind state</c>.</summary>
    public IReadOnlyList<string> Changes
    {
        get
        {
            lock (_lock)
                return [.. _alarms.Select(alarm => $"{(alarm.TryGetProperty("locationId", out var id) ? id.GetString() : "system")} {alarm.GetProperty("kind").GetString()} {alarm.GetProperty("state").GetString()}")];
        }
    }

    /// <summary>Connects, waits until a location has no alarms of an earlier test, and looks at all alarms.</summary>
    public static async Task<AlarmDesk> OpenAsync(Uri gateway, string token, string location)
    {
        var desk = new AlarmDesk(gateway, token);
        await Eventually.WithinAsync(desk._connection.StartAsync());
        await Eventually.HoldsAsync(
            async () => (await desk._connection.InvokeAsync<JsonElement>("SubscribeToAlarms", new { location })).GetArrayLength() == 0, $"{location} has no alarms");
        await desk._connection.InvokeAsync<JsonElement>("SubscribeToAlarms", null);
        lock (desk._lock)
            desk._alarms.Clear();
        return desk;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
