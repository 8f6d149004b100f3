using LiveParking.SystemTests.Clients;

namespace LiveParking.SystemTests.Backups;

/// <summary>
/// Cars that are counted on one level and then on another, by several gates at a time, each waiting for its answer. So at any moment the first level has as many
/// cars as the second, or one more for each gate.
/// </summary>
internal sealed class PairedTraffic : IAsyncDisposable
{
    private const int Gates = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly string _location = $"paired-{Guid.NewGuid():N}"[..20];
    private List<(Sensor First, Sensor Second)> _gates = [];
    private Task _running = Task.CompletedTask;

    /// <summary>How many cars each gate had counted on both levels before a backup was taken.</summary>
    public IReadOnlyList<int> Saved { get; set; } = [];

    /// <summary>Makes the levels and lets traffic begin.</summary>
    public async Task BeginAsync(Api api)
    {
        await api.MakeLevelAsync(_location, "p1");
        await api.MakeLevelAsync(_location, "p2");
        _gates = [.. Enumerable.Range(0, Gates).Select(gate => (new Sensor([api], _location, "p1", $"first-{gate}"), new Sensor([api], _location, "p2", $"second-{gate}")))];
        _running = Task.WhenAll(_gates.Select(DriveAsync));
    }

    /// <summary>Waits until each gate has counted more cars.</summary>
    /// <returns>How many each has counted on both levels.</returns>
    public async Task<IReadOnlyList<int>> MoreAsync(int cars)
    {
        var wanted = Counted().Select(count => count + cars).ToList();
        await Eventually.HoldsAsync(() => _running.IsFaulted || Counted().Zip(wanted).All(pair => pair.First >= pair.Second), $"{cars} more cars");
        if (_running.IsFaulted)
            await _running;
        return Counted();
    }

    /// <summary>Ends the traffic.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <summary>
    /// Nothing that was acknowledged before the backup is missing, the levels are those of one moment, and what came later can be sent again and counts once.
    /// </summary>
    public async Task RequireOneMomentAsync(Api api)
    {
        var (first, second) = ((await api.LevelAsync(_location, "p1")).Occupied, (await api.LevelAsync(_location, "p2")).Occupied);
        Assert.InRange(second, Saved.Sum(), first);
        Assert.InRange(first - second, 0, Gates);
        foreach (var (level, sensors) in new[] { ("p1", _gates.Select(gate => gate.First)), ("p2", _gates.Select(gate => gate.Second)) })
        {
            foreach (var sensor in sensors)
                Assert.All(await sensor.SendAgainAsync(api), outcome => Assert.True(outcome is "accepted" or "duplicate" or "late", outcome));
            var all = sensors.Sum(sensor => sensor.Acknowledged.Count);
            Assert.Equal(all, (await api.LevelAsync(_location, level)).Occupied);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private IReadOnlyList<int> Counted() => [.. _gates.Select(gate => gate.Second.Acknowledged.Count)];

    private async Task DriveAsync((Sensor First, Sensor Second) gate)
    {
        while (!_stop.IsCancellationRequested)
        {
            // Not cut short: the second level gets each car that the first one got.
            await gate.First.EnterAsync();
            await gate.Second.EnterAsync();
        }
    }
}
