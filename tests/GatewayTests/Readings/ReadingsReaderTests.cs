using System.Text;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Readings;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.GatewayTests.Readings;

public sealed class ReadingsReaderTests
{
    private const string Rest = "\"sensorId\":\"s\",\"at\":\"2026-11-22T08:15:30Z\"";

    [Fact]
    public void The_kinds_that_count_are_read()
    {
        var batch = Read(
            $$"""{"id":"1",{{Rest}},"kind":"entry"}""",
            $$"""{"id":"2",{{Rest}},"kind":"exit","count":0.3e1,"future":true}""",
            $$"""{"id":"3",{{Rest}},"kind":"count","occupied":45.0}""",
            $$"""{"id":"4",{{Rest}},"kind":"entry","count":null}""",
            $$"""{"id":"5",{{Rest}},"kind":"spot","spotId":"A-12","occupied":true,"spotType":"ev"}""",
            $$"""{"id":"6",{{Rest}},"kind":"spot","spotId":"A-13","occupied":false,"battery":12.6}""",
            $$"""{"id":"7",{{Rest}},"kind":"heartbeat","battery":100}""",
            $$"""{"id":"8",{{Rest}},"kind":"heartbeat"}""",
            """{"i\u0064":"9","sensorId":"s","at":"2026-11-22T15:15:30\u002B07:00","kind":"e\u006Etry"}""");
        var at = new DateTimeOffset(2026, 11, 22, 8, 15, 30, TimeSpan.Zero);
        Assert.Equal(
            [
                new Reading("1", "s", at, ReadingKind.Entry),
                new Reading("2", "s", at, ReadingKind.Exit, 3),
                new Reading("3", "s", at, ReadingKind.Count, Occupied: 45),
                new Reading("4", "s", at, ReadingKind.Entry),
                new Reading("5", "s", at, ReadingKind.Spot, Occupied: 1, SpotId: "A-12", SpotType: "ev"),
                new Reading("6", "s", at, ReadingKind.Spot, Occupied: 0, SpotId: "A-13", Battery: 13),
                new Reading("7", "s", at, ReadingKind.Heartbeat, Battery: 100),
                new Reading("8", "s", at, ReadingKind.Heartbeat),
                new Reading("9", "s", at, ReadingKind.Entry),
            ],
            batch.Readings);
        Assert.All(batch.Results, Assert.Null);
    }

    [Theory]
    [InlineData("id", """{"id":"","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"entry"}""")]
    [InlineData("sensorId", """{"id":"1","at":"2026-11-22T08:15:30Z","kind":"entry"}""")]
    [InlineData("sensorId", """{"id":"1","sensorId":7,"at":"2026-11-22T08:15:30Z","kind":"entry"}""")]
    [InlineData("sensorId", """{"id":"1","sensorId":"\ud800","at":"2026-11-22T08:15:30Z","kind":"entry"}""")]
    [InlineData("at", """{"id":"1","sensorId":"s","kind":"entry"}""")]
    [InlineData("at", """{"id":"1","sensorId":"s","at":"yesterday","kind":"entry"}""")]
    [InlineData("at", """{"id":"1","sensorId":"s","at":"2026-11-22","kind":"entry"}""")]
    [InlineData("at", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30","kind":"entry"}""")]
    [InlineData("at", """{"id":"1","sensorId":"s","at":"2026-13-22T08:15:30Z","kind":"entry"}""")]
    [InlineData("at", """{"id":"1","sensorId":"s","at":1795334400,"kind":"entry"}""")]
    [InlineData("kind", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z"}""")]
    [InlineData("kind", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"Entry"}""")]
    [InlineData("at", """{"id":"1","sensorId":"s","at":"\ud8002026-11-22T08:15:30Z","kind":"entry"}""")]
    [InlineData("kind", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"\ud800"}""")]
    [InlineData("kind", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kin\ud800":"entry"}""")]
    [InlineData("spotId", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"spot","spotId":{"a":1},"occupied":true}""")]
    [InlineData("spotId", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"spot","occupied":true}""")]
    [InlineData("spotId", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"spot","spotId":"","occupied":true}""")]
    [InlineData("spotId", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"spot","spotId":7,"occupied":true}""")]
    [InlineData("occupied", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"spot","spotId":"A-12"}""")]
    [InlineData("occupied", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"spot","spotId":"A-12","occupied":1}""")]
    [InlineData("occupied", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"count","occupied":true}""")]
    [InlineData("spotType", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"spot","spotId":"A-12","occupied":true,"spotType":7}""")]
    [InlineData("spotType", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"count","occupied":4,"spotType":"ev"}""")]
    [InlineData("battery", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"heartbeat","battery":101}""")]
    [InlineData("battery", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"heartbeat","battery":-1}""")]
    [InlineData("battery", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"heartbeat","battery":"50 %"}""")]
    [InlineData("count", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"entry","count":0}""")]
    [InlineData("count", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"exit","count":10001}""")]
    [InlineData("count", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"exit","count":"2"}""")]
    [InlineData("count", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"exit","count":1.5}""")]
    [InlineData("count", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"exit","count":1e400}""")]
    [InlineData("occupied", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"count"}""")]
    [InlineData("occupied", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"count","occupied":-1}""")]
    [InlineData("occupied", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"count","occupied":99999999999}""")]
    [InlineData("occupied", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"entry","occupied":"lots"}""")]
    [InlineData("spotId", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"entry","spotId":[1]}""")]
    [InlineData("count", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"heartbeat","count":"x"}""")]
    [InlineData("occupied", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"heartbeat","occupied":{}}""")]
    [InlineData("count", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"spot","spotId":"A-12","occupied":true,"count":[]}""")]
    [InlineData("spotType", """{"id":"1","sensorId":"s","at":"2026-11-22T08:15:30Z","kind":"exit","spotType":7}""")]
    public void A_reading_that_breaks_a_rule_is_rejected_alone_by_the_name_of_its_field(string field, string reading)
    {
        var batch = Read(reading, $$"""{"id":"good",{{Rest}},"kind":"entry"}""");
        Assert.Equal("good", Assert.Single(batch.Readings).Id);
        Assert.Equal(ReadingOutcome.Rejected, batch.Results[0]!.Outcome);
        Assert.Contains(field, batch.Results[0]!.Reason, StringComparison.Ordinal);
        Assert.Null(batch.Results[1]);
    }

    [Fact]
    public void What_another_kind_asks_for_is_ignored_when_it_has_its_type()
    {
        var batch = Read($$"""{"id":"1",{{Rest}},"kind":"entry","occupied":true,"spotId":"A-12","location":7}""", $$"""{"id":"2",{{Rest}},"kind":"heartbeat","count":0}""");
        Assert.Equal([ReadingKind.Entry, ReadingKind.Heartbeat], batch.Readings.Select(reading => reading.Kind));
        Assert.Null(batch.Readings[0].SpotId);
    }

    [Fact]
    public void An_id_that_is_too_long_comes_back_shortened()
    {
        var result = Read($$"""{"id":"{{new string('x', 129)}}",{{Rest}},"kind":"entry"}""").Results[0]!;
        Assert.Equal((ReadingOutcome.Rejected, 128), (result.Outcome, result.Id.Length));
    }

    [Theory]
    [InlineData(null, "[]")]
    [InlineData(null, "7")]
    [InlineData("readings", "{}")]
    [InlineData("readings", """{"readings":{}}""")]
    [InlineData("readings", """{"readings":[]}""")]
    [InlineData("readings", """{"readings":null}""")]
    [InlineData("readings[0]", """{"readings":[7]}""")]
    [InlineData("readings[0].id", """{"readings":[{"kind":"entry"}]}""")]
    [InlineData("readings[0].id", """{"readings":[{"id":7}]}""")]
    [InlineData("readings[0].id", """{"readings":[{"id":"\udc00"}]}""")]
    [InlineData("readings[0].id", """{"readings":[{"id":null}]}""")]
    [InlineData("readings[0].sensorId", """{"readings":[{"id":"1","sensorId":"a","sensorId":"b"}]}""")]
    [InlineData("readings", """{"readings":[{"id":"1"}],"readings":[]}""")]
    [InlineData(null, "")]
    [InlineData(null, "nonsense")]
    [InlineData(null, """{"readings":[{"id":"1"}]} and more""")]
    [InlineData(null, """{"readings":[{"id":"1"}""")]
    [InlineData(null, """{"readings":[{"id":"1","a":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}]}""")]
    public void A_body_of_the_wrong_form_is_refused_as_a_whole(string? field, string body)
    {
        var fault = Assert.Throws<ApiException>(() => ReadingsReader.Read(Encoding.UTF8.GetBytes(body))).Error;
        Assert.Equal(("invalid-request", 400, field), (fault.Code, fault.Status, fault.Field));
    }

    [Fact]
    public void More_than_a_thousand_readings_are_refused()
    {
        var reading = $$"""{"id":"1",{{Rest}},"kind":"entry"}""";
        Assert.Equal(1000, Read([.. Enumerable.Repeat(reading, 1000)]).Readings.Count);
        Assert.Throws<ApiException>(() => Read([.. Enumerable.Repeat(reading, 1001)]));
    }

    [Fact]
    public void Readings_that_name_their_levels_are_read_with_them_and_rejected_alone()
    {
        var body = $$"""
            {"readings":[
              {"id":"1",{{Rest}},"kind":"entry","location":"a","level":"p1"},
              {"id":"2",{{Rest}},"kind":"entry","level":"p1"},
              {"id":"3",{{Rest}},"kind":"entry","location":"a","level":"P 1"},
              {"id":"4",{{Rest}},"kind":"entry","location":"b","level":"p1"},
              {"id":"5",{{Rest}},"kind":"exit","location":"a","level":"p2"}]}
            """;
        var batch = ReadingsReader.ReadAddressed(Encoding.UTF8.GetBytes(body), level => level.LocationId != "b");

        Assert.Equal(["1", "5"], batch.Readings.Select(reading => reading.Id));
        Assert.Equal([new LevelKey("a", "p1"), new LevelKey("a", "p2")], batch.Levels);
        Assert.Equal(1, batch.Forbidden);
        Assert.Equal([null, "location", "level", "location", null], batch.Results.Select(result => result?.Reason?.Split(' ', ':')[0]));
    }

    [Fact]
    public void What_was_rejected_here_stands_in_its_place_in_the_answer()
    {
        var batch = Read("""{"id":"bad"}""", $$"""{"id":"1",{{Rest}},"kind":"entry"}""", """{"id":"worse"}""", $$"""{"id":"2",{{Rest}},"kind":"exit"}""");
        batch.Settle([new ReadingResult("1", ReadingOutcome.Accepted), new ReadingResult("2", ReadingOutcome.Duplicate)]);
        Assert.Equal(["bad", "1", "worse", "2"], batch.Results.Select(result => result!.Id));
        Assert.Equal(
            [ReadingOutcome.Rejected, ReadingOutcome.Accepted, ReadingOutcome.Rejected, ReadingOutcome.Duplicate],
            batch.Results.Select(result => result!.Outcome));
    }

    private static ReadingBatch Read(params string[] readings) =>
        ReadingsReader.Read(Encoding.UTF8.GetBytes($$"""{"readings":[{{string.Join(',', readings)}}]}"""));
}
