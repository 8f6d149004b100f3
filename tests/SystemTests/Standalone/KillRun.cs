using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Standalone;

/// <summary>Acknowledged readings are there, once, whenever the process is killed.</summary>
internal static class KillRun
{
    private const int Gates = 4;

    /// <summary>Kills it again and again under traffic, at a random moment each time.</summary>
    public static async Task RunAsync(int rounds, ITestOutputHelper log)
    {
        await using var system = new StandaloneSystem("--no-demo");
        await system.StartAsync();
        await system.Operator.MakeLevelAsync("killed", "p1");
        using var gateway = new Api(system.Address, await system.TokenAsync("sensor"));
        var sensors = Enumerable.Range(1, Gates).Select(gate => new Sensor([gateway], "killed", "p1", $"gate-{gate}")).ToList();

        for (var round = 1; round <= rounds; round++)
        {
            var moment = Count(sensors) + Random.Shared.Next(20, 300);
            using var stop = new CancellationTokenSource();
            var entering = Task.WhenAll(sensors.Select(sensor => sensor.EnterUntilAsync(stop.Token)));
            await Eventually.HoldsAsync(() => Count(sensors) >= moment, $"{moment} readings are acknowledged");
            await system.Child.KillAsync();
            await stop.CancelAsync();
            await entering;
            var acknowledged = Count(sensors);
            var unanswered = sensors.Count(sensor => sensor.Unanswered is not null);
            await system.StartAsync();

            var level = await system.Operator.LevelAsync("killed", "p1");
            log.WriteLine($"Round {round}: {acknowledged} acknowledged, {unanswered} under way at the kill, {level.Occupied} counted.");
            Assert.InRange(level.Occupied, acknowledged, acknowledged + unanswered);
            Assert.True(level.Version >= sensors.Max(sensor => sensor.Acknowledged.Max(reading => reading.Version)), "the version went back");

            foreach (var sensor in sensors.Where(sensor => sensor.Unanswered is not null))
                await sensor.EnterAsync();
            foreach (var sensor in sensors)
                Assert.All(await sensor.SendAgainAsync(), outcome => Assert.True(outcome is "duplicate" or "late", outcome));
            Assert.Equal(Count(sensors), (await system.Operator.LevelAsync("killed", "p1")).Occupied);
        }
    }

    private static int Count(IEnumerable<Sensor> sensors) => sensors.Sum(sensor => sensor.Acknowledged.Count);
}
