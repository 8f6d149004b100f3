using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.SystemTests.Clients;

/// <summary>
/// A phone that follows one level over SignalR, without ever asking again: it keeps the newest status by version and remembers when
/// each came. Safe from any thread.
/// </summary>
public sealed class Phone : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(long At, LevelView Level)> _sightings = [];
    private readonly List<CameraView> _cameras = [];
    private readonly HubConnection _parking;
    private readonly string _level;

    private Phone(Uri gateway, string level)
    {
        _level = level;
        _parking = new HubConnectionBuilder().WithUrl(new Uri(gateway, "/hubs/parking")).Build();
        _parking.On<JsonElement>("ParkingUpdate", update => See(LevelView.From(update)));
        _parking.On<JsonElement>("CameraStatusChanged", status => See(CameraView.From(status)));
    }

    /// <summary>The newest status of the level.</summary>
    public LevelView Newest
    {
        get
        {
            lock (_lock)
                return _sightings[^1].Level;
        }
    }

    /// <summary>Every status that was news, in order, with the time at which it came.</summary>
    public IReadOnlyList<(long At, LevelView Level)> Sightings
    {
        get
        {
            lock (_lock)
                return [.. _sightings];
        }
    }

    /// <summary>Every camera status that came, in order.</summary>
    public IReadOnlyList<CameraView> Cameras
    {
        get
        {
            lock (_lock)
                return [.. _cameras];
        }
    }

    /// <summary>Connects and follows a location.</summary>
    public static async Task<Phone> FollowAsync(Uri gateway, string location, string level)
    {
        var phone = new Phone(gateway, level);
        await phone._parking.StartAsync();
        var snapshot = await phone._parking.InvokeAsync<JsonElement>("SubscribeToParking", location);
        foreach (var status in snapshot.GetProperty("levels").EnumerateArray())
            phone.See(LevelView.From(status));
        return phone;
    }

    /// <summary>
    /// The longest time from the acknowledgement of a reading until its effect was seen here. Readings from before the phone's first
    /// status do not count.
    /// </summary>
    public TimeSpan MaxDelay(IEnumerable<Acknowledgement> acknowledged)
    {
        var sightings = Sightings;
        var longest = TimeSpan.Zero;
        foreach (var reading in acknowledged.Where(reading => reading.At > sightings[0].At))
        {
            var seen = sightings.First(seen => seen.Level.Version >= reading.Version).At;
            if (seen > reading.At && Stopwatch.GetElapsedTime(reading.At, seen) is var delay && delay > longest)
                longest = delay;
        }

        return longest;
    }

    /// <summary>The longest time without news.</summary>
    public TimeSpan MaxSilence()
    {
        var sightings = Sightings;
        return sightings.Zip(sightings.Skip(1), (before, after) => Stopwatch.GetElapsedTime(before.At, after.At)).DefaultIfEmpty().Max();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _parking.DisposeAsync();

    private void See(LevelView level)
    {
        if (level.LevelId != _level)
            return;
        lock (_lock)
        {
            if (_sightings.Count == 0 || level.Version > _sightings[^1].Level.Version)
                _sightings.Add((Stopwatch.GetTimestamp(), level));
        }
    }

    private void See(CameraView camera)
    {
        lock (_lock)
            _cameras.Add(camera);
    }
}
