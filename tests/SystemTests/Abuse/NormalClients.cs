using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveParking.SystemTests.Abuse;

/// <summary>
/// A gate that sends readings, a client that reads the location, a phone that follows it, and a viewer of its camera: all at a steady rate, from
/// 127.0.0.1. Records their latencies by phase.
/// </summary>
internal sealed class NormalClients : IAsyncDisposable
{
    private static readonly TimeSpan GatePace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ReaderPace = TimeSpan.FromMilliseconds(50);
    private const int FramesPerSecond = 10;

    private readonly ConcurrentDictionary<(string Phase, ClientCall Call), Delays> _delays = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<SentReading> _readings = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly AbuseTestSite _site;
    private readonly Api _gate;
    private readonly Api _reader;
    private readonly HubConnection _viewer;
    private int _timedOut;
    private Phone? _phone;
    private Task _calling = Task.CompletedTask;
    private volatile string _phase = "";

    private NormalClients(AbuseTestSite site, string gateToken, string viewerToken)
    {
        _site = site;
        _gate = new Api(site.Address, gateToken);
        _reader = new Api(site.Address);
        _viewer = new HubConnectionBuilder()
            .WithUrl(new Uri(site.Address, "/hubs/cameras"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(viewerToken))
            .Build();
    }

    /// <summary>Readings that were accepted.</summary>
    public int Accepted => _readings.Count;

    /// <summary>Calls without a response within the client's timeout. A reading is then sent again.</summary>
    public int TimedOut => Volatile.Read(ref _timedOut);

    /// <summary>The refusals of normal clients, each with the phase and the reason.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    /// <summary>Starts the clients.</summary>
    public static async Task<NormalClients> StartAsync(AbuseTestSite site, string gateToken, string viewerToken)
    {
        var clients = new NormalClients(site, gateToken, viewerToken);
        clients._phone = await Phone.FollowAsync(site.Address, AbuseTestSite.Location, AbuseTestSite.Level);
        await clients._viewer.StartAsync();
        var stop = clients._stop.Token;
        clients._calling = Task.WhenAll(
            clients.RepeatAsync(GatePace, clients.SendReadingAsync),
            clients.RepeatAsync(ReaderPace, clients.ReadLocationAsync),
            Task.Run(() => clients.WatchAsync(stop), stop));
        return clients;
    }

    /// <summary>From now on calls belong to this phase.</summary>
    public void BeginPhase(string phase) => _phase = phase;

    /// <summary>The delays of one kind of call in one phase.</summary>
    public Delays Durations(string phase, ClientCall call) => _delays.GetOrAdd((phase, call), _ => new Delays());

    /// <summary>Ends all calls, and finds out when the phone had each reading.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _calling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var newest = _readings.Max(reading => (long?)reading.Version) ?? 0;
        await Eventually.HoldsAsync(() => _phone!.Sightings.Any(sighting => sighting.Level.Version >= newest), "the phone has the newest number");
        var sightings = _phone!.Sightings;
        var seen = 0;
        foreach (var reading in _readings.OrderBy(reading => reading.Version))
        {
            while (seen < sightings.Count && sightings[seen].Level.Version < reading.Version)
                seen++;
            if (seen < sightings.Count)
                Durations(reading.Phase, ClientCall.ReadingToPhone).Add(Stopwatch.GetElapsedTime(reading.SentAt, sightings[seen].At));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _calling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_phone is not null)
            await _phone.DisposeAsync();
        await _viewer.DisposeAsync();
        _gate.Dispose();
        _reader.Dispose();
        _stop.Dispose();
    }

    /// <summary>
    /// Calls at a steady pace. A call that is late because the one before took long counts with its delay since it was due: a caller that was stopped for two
    /// seconds had forty slow calls, and not one.
    /// </summary>
    private async Task RepeatAsync(TimeSpan pace, Func<string, long, Task> callAsync)
    {
        var began = Stopwatch.GetTimestamp();
        for (var number = 1L; !_stop.IsCancellationRequested; number++)
        {
            var due = began + (long)(number * pace.TotalSeconds * Stopwatch.Frequency);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var pause && pause > TimeSpan.Zero)
                await Task.Delay(pause, TimeProvider.System, _stop.Token);
            var phase = _phase;
            try
            {
                await callAsync(phase, due);
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                _faults.Enqueue($"{phase}: {callAsync.Method.Name}: {fault.Message}");
            }
        }
    }

    private async Task SendReadingAsync(string phase, long due)
    {
        var reading = new SensorReading($"honest-{Guid.NewGuid():N}", "honest-gate", TimeProvider.System.GetUtcNow());
        var (answer, isRepeated) = await SendUntilAnsweredAsync(reading);
        var took = Stopwatch.GetElapsedTime(due);
        var outcome = answer.Status == HttpStatusCode.OK
            ? answer.Json.GetProperty("results")[0].GetProperty("outcome").GetString()
            : ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (outcome != "accepted" && !(isRepeated && outcome == "duplicate"))
        {
            _faults.Enqueue($"{phase}: a reading is {outcome}: {answer.Text}");
            return;
        }

        Durations(phase, ClientCall.Reading).Add(took);
        _readings.Enqueue(new SentReading(phase, due, answer.Json.GetProperty("status").GetProperty("version").GetInt64()));
    }

    private async Task<(Answer Answer, bool IsRepeated)> SendUntilAnsweredAsync(SensorReading reading)
    {
        for (var isRepeated = false; ; isRepeated = true)
        {
            try
            {
                return (await _gate.PostAsync(AbuseTestSite.ReadingsPath, new { readings = new[] { reading } }), isRepeated);
            }
            catch (TaskCanceledException) when (!_stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref _timedOut);
            }
        }
    }

    private async Task ReadLocationAsync(string phase, long due)
    {
        try
        {
            var answer = await _reader.GetAsync($"/api/v1/locations/{AbuseTestSite.Location}");
            if (answer.Status != HttpStatusCode.OK)
                _faults.Enqueue($"{phase}: reading the location answers {(int)answer.Status}: {answer.Text}");
        }
        catch (TaskCanceledException)
        {
            Interlocked.Increment(ref _timedOut);
        }

        Durations(phase, ClientCall.Location).Add(Stopwatch.GetElapsedTime(due));
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        try
        {
            var options = new { quality = "low", maxFps = FramesPerSecond };
            await foreach (var frame in _viewer.StreamAsync<JsonElement>("WatchCamera", AbuseTestSite.Camera, options, stop))
                Durations(_phase, ClientCall.Picture).Add(TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(frame.GetProperty("capturedAt").GetInt64()));
            _faults.Enqueue($"{_phase}: the camera's stream ended.");
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            _faults.Enqueue($"{_phase}: the camera's stream ended: {fault.Message}");
        }
    }

    private sealed record SentReading(string Phase, long SentAt, long Version);
}
