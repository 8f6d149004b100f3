using System.Net;
using System.Text.Json;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Sensors;

/// <summary>Faults of a real car park: their effect, and what an operator sees over the public API.</summary>
public sealed class FaultyDeviceTests(SiteWithBroker site) : IClassFixture<SiteWithBroker>
{
    /// <summary>
    /// A level that does not answer within 3 s is called once more. On a machine that stalls for as long a reading may so reach it twice, which
    /// counts once and shows as a duplicate.
    /// </summary>
    private const int CallsOfGateway = 2;

    [Fact]
    public async Task A_broker_that_is_killed_and_started_again_costs_nothing_and_an_operator_sees_that_it_is_away()
    {
        var location = await site.NewLevelAsync("gates");
        Assert.True(await site.Broker.PublishAsync($"parking/{location}/p1/readings", Body(Entry("mqtt-1"))));
        await OccupiedBecomesAsync(location, 1);

        await site.Broker.KillAsync();
        await Eventually.HoldsAsync(async () => (await NoticesAsync()).Any(notice => notice.Contains("MQTT broker", StringComparison.Ordinal)), "it is told");
        await Eventually.HoldsAsync(async () => await site.IsConnectedAsync() == 0, "the metrics tell it too");
        Assert.False(await site.Broker.PublishAsync($"parking/{location}/p1/readings", Body(Entry("mqtt-2"))));
        await StoreAsync(location, Entry("http-1", "by-http"));

        await site.Broker.StartAsync();
        await Eventually.HoldsAsync(async () => (await NoticesAsync()).Count == 0 && await site.IsConnectedAsync() == 1, "it is connected again");
        foreach (var id in new[] { "mqtt-1", "mqtt-2" })
            Assert.True(await site.Broker.PublishAsync($"parking/{location}/p1/readings", Body(Entry(id))));
        await OccupiedBecomesAsync(location, 3);
        var gate = (await SensorsAsync(location)).GetProperty("sensors").EnumerateArray().Single(sensor => sensor.GetProperty("id").GetString() == "gate");
        Assert.Equal(2, gate.GetProperty("accepted").GetInt32());
        // The second mqtt-1; and what the killed broker did not know to be acknowledged, which it sends again.
        Assert.InRange(gate.GetProperty("duplicates").GetInt32(), 1, (4 * CallsOfGateway) - 2);
    }

    [Fact]
    public async Task The_same_message_five_times_counts_once_and_its_device_stands_out()
    {
        var location = await site.NewLevelAsync("gates");
        var before = await site.ReadingsAsync("duplicate");
        var message = Entry("same");
        List<string> outcomes = [];
        for (var i = 0; i < 5; i++)
            outcomes.AddRange(await OutcomesAsync(location, message));

        AssertStored(outcomes[0]);
        Assert.Equal(["duplicate", "duplicate", "duplicate", "duplicate"], outcomes[1..]);
        Assert.Equal(1, (await site.Operator.LevelAsync(location, "p1")).Occupied);
        var sensors = await SensorsAsync(location);
        var gate = Assert.Single(sensors.GetProperty("sensors").EnumerateArray());
        Assert.Equal(1, gate.GetProperty("accepted").GetInt32());
        Assert.InRange(gate.GetProperty("duplicates").GetInt32(), 4, (5 * CallsOfGateway) - 1);
        AssertAnomaly(sensors, "repeated", "gate");
        Assert.True(await site.ReadingsAsync("duplicate") - before >= 4);
    }

    [Fact]
    public async Task A_clock_an_hour_ahead_is_refused_with_the_reason_and_its_device_fails_until_it_is_set()
    {
        var location = await site.NewLevelAsync("gates");
        var before = await site.ReadingsAsync("rejected");
        await OutcomesAsync(location, Entry("good", "other"));
        var answer = await PostAsync(location, Entry("ahead") with { At = TimeProvider.System.GetUtcNow().AddHours(1) });

        var result = Assert.Single(answer.GetProperty("results").EnumerateArray());
        Assert.Equal("rejected", result.GetProperty("outcome").GetString());
        Assert.Contains("at", result.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await site.Operator.LevelAsync(location, "p1")).Occupied);
        var sensors = await SensorsAsync(location);
        var gate = Sensor(sensors, "gate");
        Assert.Equal("failing", gate.GetProperty("health").GetString());
        Assert.InRange(gate.GetProperty("rejected").GetInt32(), 1, CallsOfGateway);
        Assert.NotEmpty(gate.GetProperty("reason").GetString()!);
        Assert.InRange(gate.GetProperty("clockOffset").GetDouble(), 3500, 3700);
        Assert.Equal("ok", Sensor(sensors, "other").GetProperty("health").GetString());
        AssertAnomaly(sensors, "clockAhead", "gate");
        Assert.True(await site.ReadingsAsync("rejected") - before >= 1);

        await StoreAsync(location, Entry("set"));
        Assert.Equal("ok", Sensor(await SensorsAsync(location), "gate").GetProperty("health").GetString());
    }

    [Fact]
    public async Task A_count_of_9999_of_150_is_shown_as_it_is_and_doubted()
    {
        var location = await site.NewLevelAsync("count");
        var status = (await PostAsync(location, Count("high", 9_999))).GetProperty("status");

        Assert.Equal((150, 9_999, 0), Spots(status));
        Assert.Equal("full", status.GetProperty("status").GetString());
        Assert.InRange(status.GetProperty("confidence").GetDouble(), 0, 0.5);
        var sensors = await SensorsAsync(location);
        Assert.Equal("failing", Sensor(sensors, "gate").GetProperty("health").GetString());
        AssertAnomaly(sensors, "aboveCapacity", "gate");
        await Eventually.HoldsAsync(async () => await SummaryAsync(location) is var site && Spots(site) == (150, 9_999, 0) && Levels(site, "full") == 1, "the overview shows it");

        status = (await PostAsync(location, Count("right", 40))).GetProperty("status");
        Assert.Equal((150, 40, 110), Spots(status));
        Assert.Equal("open", status.GetProperty("status").GetString());
        Assert.Equal("ok", Sensor(await SensorsAsync(location), "gate").GetProperty("health").GetString());
    }

    [Fact]
    public async Task A_sensor_that_is_silent_for_its_limit_makes_its_level_stale_and_then_unknown()
    {
        var location = await site.NewLevelAsync("count", silentAfter: 2);
        await OutcomesAsync(location, Count("last", 40));

        await Eventually.HoldsAsync(async () => Levels(await SummaryAsync(location), "stale") == 1, "the overview says stale");
        await Eventually.HoldsAsync(async () => Levels(await SummaryAsync(location), "unknown") == 1, "the overview says unknown");
        var level = await site.Operator.ReadAsync(LevelView.Path(location));
        Assert.Equal("unknown", level.GetProperty("status").GetString());
        Assert.True(level.GetProperty("stale").GetBoolean());
        Assert.Equal(0, level.GetProperty("confidence").GetDouble());
        var sensors = await SensorsAsync(location);
        Assert.Equal("silent", Sensor(sensors, "gate").GetProperty("health").GetString());
        AssertAnomaly(sensors, "silent", "gate");

        (await site.Operator.PutAsync(LevelView.Path(location), new { name = "P1", counting = "count", capacity = new { standard = 150 } })).Require(HttpStatusCode.OK);
        var back = (await PostAsync(location, Count("back", 41))).GetProperty("status");
        Assert.Equal(("open", false), (back.GetProperty("status").GetString(), back.GetProperty("stale").GetBoolean()));
    }

    private static Reading Entry(string id, string sensor = "gate") => new(id, sensor, TimeProvider.System.GetUtcNow(), "entry");

    private static Reading Count(string id, int occupied) => new(id, "gate", TimeProvider.System.GetUtcNow(), "count", occupied);

    private static string Body(Reading reading) => JsonSerializer.Serialize(new { readings = new[] { reading } }, JsonSerializerOptions.Web);

    private static (int Total, int Occupied, int Available) Spots(JsonElement status)
    {
        var spots = status.GetProperty("spots");
        return (spots.GetProperty("total").GetInt32(), spots.GetProperty("occupied").GetInt32(), spots.GetProperty("available").GetInt32());
    }

    private static int Levels(JsonElement summary, string kind) => summary.GetProperty("levels").GetProperty(kind).GetInt32();

    private static JsonElement Sensor(JsonElement sensors, string id) =>
        sensors.GetProperty("sensors").EnumerateArray().Single(sensor => sensor.GetProperty("id").GetString() == id);

    private static void AssertAnomaly(JsonElement sensors, string kind, string sensor) =>
        Assert.Contains(
            sensors.GetProperty("anomalies").EnumerateArray(),
            anomaly => anomaly.GetProperty("kind").GetString() == kind && anomaly.GetProperty("sensorId").GetString() == sensor
                && anomaly.GetProperty("detail").GetString()!.Length > 0);

    private async Task<JsonElement> PostAsync(string location, Reading reading) =>
        (await site.Device.PostTextAsync($"{LevelView.Path(location)}/readings", Body(reading))).Require(HttpStatusCode.OK);

    private async Task<List<string>> OutcomesAsync(string location, Reading reading) =>
        [.. (await PostAsync(location, reading)).GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString()!)];

    private async Task StoreAsync(string location, Reading reading) => AssertStored(Assert.Single(await OutcomesAsync(location, reading)));

    /// <summary>A reading sent for the first time is accepted, or, when the gateway had to call twice, known from the first call.</summary>
    private static void AssertStored(string outcome) => Assert.Contains(outcome, (string[])["accepted", "duplicate"]);

    private Task<JsonElement> SensorsAsync(string location) => site.Operator.ReadAsync($"{LevelView.Path(location)}/sensors");

    private async Task<JsonElement> SummaryAsync(string location) =>
        (await site.Operator.ReadAsync("/api/v1/overview")).GetProperty("locations").EnumerateArray().Single(summary => summary.GetProperty("id").GetString() == location);

    private async Task<List<string>> NoticesAsync()
    {
        var ready = (await site.Operator.GetAsync("/health/ready")).Require(HttpStatusCode.OK);
        return [.. ready.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)];
    }

    private Task<TimeSpan> OccupiedBecomesAsync(string location, int cars) =>
        Eventually.HoldsAsync(async () => (await site.Operator.LevelAsync(location, "p1")).Occupied == cars, $"{cars} cars count");

    private sealed record Reading(
        string Id, string SensorId, DateTimeOffset At, string Kind,
        [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] int? Occupied = null);
}
