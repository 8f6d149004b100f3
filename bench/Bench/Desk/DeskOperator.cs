using System.Collections.Concurrent;
using System.Diagnostics;
using LiveParking.Gateway.MessagePack;
using LiveParking.Gateway.Operations;
using LiveParking.Grains.Interfaces.Alarms;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveParking.Bench.Desk;

/// <summary>An operator who looks at the overview and the alarms, and notes when each change comes.</summary>
internal sealed class DeskOperator : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly CountingProtocol _protocol;
    private readonly ConcurrentDictionary<string, Alarm> _alarms = new(StringComparer.Ordinal);
    private readonly PendingChanges _pending;
    private readonly ConcurrentBag<double> _times = [];
    private long _version;

    public DeskOperator(Uri gateway, string token, PendingChanges pending)
    {
        _pending = pending;
        _protocol = new CountingProtocol(new MessagePackHubProtocol(Options.Create(new Microsoft.AspNetCore.SignalR.MessagePackHubProtocolOptions { SerializerOptions = WireMessagePack.Options })));
        var builder = new HubConnectionBuilder()
            .WithUrl(new Uri(gateway, "hubs/operations"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token));
        builder.Services.AddSingleton<IHubProtocol>(_protocol);
        _connection = builder.Build();
        _connection.On<OverviewChange>("OverviewChanged", Take);
        _connection.On<Alarm>("AlarmChanged", alarm => _alarms[alarm.Id] = alarm);
    }

    /// <summary>Bytes that came so far.</summary>
    public long Bytes => _protocol.Bytes;

    /// <summary>Versions that were left out.</summary>
    public int Gaps { get; private set; }

    /// <summary>Milliseconds from the request of a sensor to this operator.</summary>
    public IReadOnlyCollection<double> Times => _times;

    /// <summary>The newest state of each alarm that changed.</summary>
    public IReadOnlyCollection<Alarm> Alarms => [.. _alarms.Values];

    /// <summary>Connects and gets the snapshots.</summary>
    /// <returns>Their bytes.</returns>
    public async Task<long> OpenAsync(CancellationToken cancellationToken)
    {
        await _connection.StartAsync(cancellationToken);
        var overview = await _connection.InvokeAsync<OverviewSnapshot>("SubscribeToOverview", null, cancellationToken);
        Interlocked.Exchange(ref _version, Math.Max(_version, overview.Version));
        await _connection.InvokeAsync<IReadOnlyList<Alarm>>("SubscribeToAlarms", null, cancellationToken);
        return Bytes;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Take(OverviewChange change)
    {
        var now = Stopwatch.GetTimestamp();
        var before = Interlocked.Exchange(ref _version, change.Version);
        if (before != 0 && change.Version > before + 1)
            Gaps++;
        foreach (var changed in change.Changed)
        {
            if (changed["spots"]?["occupied"]?.GetValue<int>() is { } occupied && _pending.SentAt(changed["id"]!.GetValue<string>(), occupied) is { } sent)
                _times.Add(Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds);
        }
    }
}
