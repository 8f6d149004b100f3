using System.Diagnostics;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Cluster;

/// <summary>
/// Cars that enter a level of their own through both gateways while something is killed, and a phone on each gateway that follows it without
/// asking again. At the end all that was acknowledged has to be there, once, and to be seen by the phones.
/// </summary>
internal sealed class Traffic : IAsyncDisposable
{
    private const int Gates = 4;
    private static readonly TimeSpan Convergence = TimeSpan.FromSeconds(20);

    private readonly RunningCluster _cluster;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITestOutputHelper _log;
    private IReadOnlyList<Sensor> _sensors = [];
    private Task _entering = Task.CompletedTask;

    private Traffic(RunningCluster cluster, ITestOutputHelper log) => (_cluster, _log) = (cluster, log);

    /// <summary>A phone on each gateway.</summary>
    public IReadOnlyList<Phone> Phones { get; private set; } = [];

    /// <summary>The location.</summary>
    public string Location { get; } = $"traffic-{Guid.NewGuid():N}"[..20];

    private IEnumerable<Acknowledgement> Acknowledged => _sensors.SelectMany(sensor => sensor.Acknowledged);

    /// <summary>Makes the level and lets traffic begin.</summary>
    public static async Task<Traffic> BeginAsync(RunningCluster cluster, ITestOutputHelper log)
    {
        await cluster.ReadyAsync();
        var traffic = new Traffic(cluster, log);
        var apis = cluster.Gateways.Select(gateway => gateway.Api).ToList();
        await apis[0].MakeLevelAsync(traffic.Location, "p1");
        traffic.Phones = await Task.WhenAll(cluster.Gateways.Select(gateway => Phone.FollowAsync(gateway.Address, traffic.Location, "p1")));
        traffic._sensors =
        [
            .. Enumerable.Range(0, Gates).Select(gate =>
                new Sensor(gate % 2 == 0 ? apis : [.. apis.AsEnumerable().Reverse()], traffic.Location, "p1", $"gate-{gate}")),
        ];
        traffic._entering = Task.WhenAll(traffic._sensors.Select(sensor => sensor.EnterUntilAsync(traffic._stop.Token)));
        return traffic;
    }

    /// <summary>Waits for a number of further cars that each gate had acknowledged.</summary>
    public async Task FlowAsync(int cars)
    {
        var wanted = _sensors.Select(sensor => sensor.Acknowledged.Count + cars).ToList();
        await Eventually.HoldsAsync(
            () => _entering.IsFaulted || _sensors.Zip(wanted).All(sensor => sensor.First.Acknowledged.Count >= sensor.Second),
            $"{cars} more cars through each gate");
        if (_entering.IsFaulted)
            await _entering;
    }

    /// <summary>Kills a process at a random moment.</summary>
    public async Task KillAsync(Func<Task> kill)
    {
        await FlowAsync(Random.Shared.Next(10, 80));
        await kill();
    }

    /// <summary>Waits until a gate had to send a reading again.</summary>
    public Task FailureAsync()
    {
        var before = _sensors.Sum(sensor => sensor.Failures);
        return Eventually.HoldsAsync(() => _sensors.Sum(sensor => sensor.Failures) > before, "a reading is not acknowledged");
    }

    /// <summary>Ends the traffic and holds what is there against what was acknowledged.</summary>
    /// <param name="phones">The phones whose gateways ran all the time.</param>
    public async Task RequireAllAsync(params IReadOnlyList<Phone> phones)
    {
        await _stop.CancelAsync();
        await _entering;
        foreach (var sensor in _sensors.Where(sensor => sensor.Unanswered is not null))
            await sensor.EnterAsync();
        var count = Acknowledged.Count();
        var converged = Stopwatch.GetTimestamp();
        foreach (var phone in phones)
            await Eventually.HoldsAsync(() => phone.Newest.Occupied == count, $"a phone sees {count} cars (it sees {phone.Newest.Occupied})", Convergence);
        RequireNoWayBack(phones);
        Tell(count, Stopwatch.GetElapsedTime(converged), phones);

        foreach (var gateway in _cluster.Gateways)
            Assert.Equal(count, (await gateway.Api.LevelAsync(Location, "p1")).Occupied);
        foreach (var sensor in _sensors)
            Assert.All(await sensor.SendAgainAsync(), outcome => Assert.True(outcome is "duplicate" or "late", outcome));
        Assert.Equal(count, (await _cluster.Gateways[^1].Api.LevelAsync(Location, "p1")).Occupied);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _entering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var phone in Phones)
            await phone.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Cars only enter, so a newer version never shows fewer of them.</summary>
    private static void RequireNoWayBack(IReadOnlyList<Phone> phones)
    {
        foreach (var phone in phones)
        {
            var seen = phone.Sightings;
            Assert.All(
                seen.Zip(seen.Skip(1)),
                pair => Assert.True(pair.Second.Level.Occupied >= pair.First.Level.Occupied, $"{pair.First} then {pair.Second}"));
        }
    }

    private void Tell(int count, TimeSpan converged, IReadOnlyList<Phone> phones)
    {
        var again = Acknowledged.Count(reading => reading.Outcome == "duplicate");
        var waits = _sensors.Max(sensor => sensor.MaxWait);
        _log.WriteLine(
            $"{count} readings, {again} of them taken at a try whose answer was lost; "
            + $"the longest wait for an acknowledgement was {Seconds(waits)}.");
        foreach (var phone in phones)
        {
            _log.WriteLine(
                $"A phone had no news for {Seconds(phone.MaxSilence())} at the longest, was {Seconds(phone.MaxDelay(Acknowledged))} behind an "
                + $"acknowledgement at worst, and at the end {Seconds(converged)}.");
        }
    }

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.00} s";
}
