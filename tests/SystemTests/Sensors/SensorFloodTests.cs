using System.Net;
using System.Text.Json;
using LiveParking.SystemTests.Clients;

namespace LiveParking.SystemTests.Sensors;

/// <summary>One token that sends readings of invented sensors with a clock ahead, and the effect on the readings of others.</summary>
public sealed class SensorFloodTests(SiteWithBroker site) : IClassFixture<SiteWithBroker>
{
    [Fact]
    [Trait("Hole", "1")]
    public async Task A_thousand_made_up_sensors_299_seconds_ahead_stop_no_other_sensor()
    {
        var location = await site.NewLevelAsync("gates");
        List<SensorReading> entries = [Reading("before", "gate", Now)];
        await StoreAsync(location, entries[0]);

        for (var round = 0; round < 20; round++)
        {
            var flood = Enumerable.Range(0, 1000).Select(i => Reading($"flood-{round}", $"made-up-{i}", Now.AddSeconds(299), "heartbeat"));
            await OutcomesAsync(location, [.. flood]);
            entries.Add(Reading($"entry-{round}", "gate", Now));
            await StoreAsync(location, entries[^1], Reading($"exit-{round}", "exit-gate", Now.AddSeconds(-1), "exit"));
        }

        Assert.Equal(1, (await site.Operator.LevelAsync(location, "p1")).Occupied);
        // The newest 16 are always remembered, older ones as far as there is room; none counts twice.
        Assert.All(await OutcomesAsync(location, [.. entries.TakeLast(16)]), outcome => Assert.Equal("duplicate", outcome));
        Assert.All(await OutcomesAsync(location, [.. entries]), outcome => Assert.Contains(outcome, (string[])["duplicate", "late"]));
        Assert.Equal(1, (await site.Operator.LevelAsync(location, "p1")).Occupied);
    }

    [Fact]
    [Trait("Hole", "1")]
    public async Task New_sensors_beyond_the_bound_are_rejected_and_named_and_known_ones_go_on()
    {
        var location = await site.NewLevelAsync("gates");
        await StoreAsync(location, Reading("a", "gate", Now));
        foreach (var batch in Enumerable.Range(0, 1_100).Select(i => Reading("h", $"made-up-{i}", Now, "heartbeat")).Chunk(1000))
            await OutcomesAsync(location, batch);

        var answer = await PostAsync(location, [Reading("n", "new-gate", Now), Reading("b", "gate", Now)]);
        var results = answer.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal("rejected", results[0].GetProperty("outcome").GetString());
        AssertStored(results[1].GetProperty("outcome").GetString()!);
        Assert.StartsWith("sensorId:", results[0].GetProperty("reason").GetString(), StringComparison.Ordinal);

        var sensors = await site.Operator.ReadAsync($"{LevelView.Path(location)}/sensors");
        Assert.Contains(
            sensors.GetProperty("anomalies").EnumerateArray(),
            anomaly => anomaly.GetProperty("kind").GetString() == "tooManySensors" && anomaly.GetProperty("sensorId").GetString() == "new-gate");
        Assert.Equal("ok", sensors.GetProperty("sensors").EnumerateArray().Single(sensor => sensor.GetProperty("id").GetString() == "gate").GetProperty("health").GetString());
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static SensorReading Reading(string id, string sensor, DateTimeOffset at, string kind = "entry") => new(id, sensor, at, kind);

    private async Task StoreAsync(string location, params SensorReading[] readings) => Assert.All(await OutcomesAsync(location, readings), AssertStored);

    /// <summary>A reading sent for the first time is accepted, or, when the gateway had to call twice, known from the first call.</summary>
    private static void AssertStored(string outcome) => Assert.Contains(outcome, (string[])["accepted", "duplicate"]);

    private async Task<JsonElement> PostAsync(string location, SensorReading[] readings) =>
        (await site.Device.PostAsync($"{LevelView.Path(location)}/readings", new { readings })).Require(HttpStatusCode.OK);

    private async Task<List<string>> OutcomesAsync(string location, SensorReading[] readings) =>
        [.. (await PostAsync(location, readings)).GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString()!)];
}
