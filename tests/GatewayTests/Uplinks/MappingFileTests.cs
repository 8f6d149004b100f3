using LiveParking.Gateway.Uplinks;

namespace LiveParking.GatewayTests.Uplinks;

public sealed class MappingFileTests
{
    [Fact]
    public void All_faults_are_told_at_once_each_by_its_place()
    {
        var faults = Assert.Throws<MappingException>(() => MappingFile.Parse("""
            {"mappings": [
              {"name": "No Slug", "topics": ["a/#/b"], "device": "", "at": [], "readings": [], "devices": {"x": {"location": "a b", "level": "p1", "spot": "1"}}},
              {"name": "two", "device": "d", "at": "t", "when": {"a..b": 1}, "readings": [
                 {"kind": "spot"}, {"kind": "parked"}, {"kind": "count", "occupied": {"path": "a", "value": 1, "range": [1, 1], "below": "x"}}], "devices": {}},
              {"name": "two", "device": "d", "at": "t", "readings": [{"kind": "spot", "occupied": {"path": "a", "values": {"x": {}}}}], "devices": []}
            ], "more": 1}
            """)).Message.Split('\n');

        foreach (var place in new[]
        {
            "more ", "mappings[0].name ", "mappings[0].topics ", "mappings[0].device ", "mappings[0].readings ", "mappings[0].devices.x.location ",
            "mappings[0].devices.x.spot ", "mappings[1].when ", "mappings[1].readings[0].occupied ", "mappings[1].readings[1].kind ",
            "mappings[1].readings[2].occupied ", "mappings[1].readings[2].occupied.range ", "mappings[1].readings[2].occupied.below ",
            "mappings[2].readings[0].occupied.values.x ", "mappings[2].devices ", "mappings has two ",
        })
        {
            Assert.Contains(faults, fault => fault.StartsWith(place, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"mappings": {}}""")]
    public void A_file_of_another_form_is_refused(string text) => Assert.Throws<MappingException>(() => MappingFile.Parse(text));

    [Fact]
    public void A_file_that_is_no_object_is_called_the_file() =>
        Assert.Equal("The file has to be an object.", Assert.Throws<MappingException>(() => MappingFile.Parse("[]")).Message);

    [Fact]
    public void A_file_that_is_missing_or_not_JSON_is_reported_in_one_sentence()
    {
        using var folder = new TempFolder();
        Assert.Contains("--mappings", Assert.Throws<MappingException>(() => MappingFile.Read(folder["none.json"])).Message, StringComparison.Ordinal);
        File.WriteAllText(folder["bad.json"], "{");
        Assert.Contains("--mappings", Assert.Throws<MappingException>(() => MappingFile.Read(folder["bad.json"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_becomes_too_large_gives_no_reading()
    {
        var mapping = Assert.Single(MappingFile.Parse("""
            {"mappings": [{"name": "m", "device": "id", "at": "ts", "readings": [
              {"kind": "count", "occupied": {"path": "n", "scale": 1e300}}], "devices": {"7": {"location": "a", "level": "b"}}}]}
            """));
        using var json = System.Text.Json.JsonDocument.Parse("""{"id": 7, "ts": 1795334400, "n": 1e300}""");
        Assert.Null(mapping.Map(json.RootElement).Readings);
    }

    [Fact]
    public void Times_in_numbers_and_scaled_values_are_understood()
    {
        var mapping = Assert.Single(MappingFile.Parse("""
            {"mappings": [{"name": "m", "device": "id", "at": ["missing", "ts"], "readings": [
              {"kind": "count", "occupied": {"path": "free.0.n", "scale": 10}, "battery": {"value": 50}}], "devices": {"7": {"location": "a", "level": "b"}}}]}
            """));
        using var json = System.Text.Json.JsonDocument.Parse("""{"id": 7, "ts": 1795334400, "free": [{"n": 4}]}""");
        var body = System.Text.Encoding.UTF8.GetString(mapping.Map(json.RootElement).Readings!.Value.Span);
        Assert.Equal(
            """{"readings":[{"location":"a","level":"b","id":"2026-11-22T08:00:00Z","sensorId":"7","at":"2026-11-22T08:00:00Z","kind":"count","occupied":40,"battery":50}]}""",
            body);
    }

    [Theory]
    [InlineData("""{"n": 8.0}""", 8)]
    [InlineData("""{"n": 8e0}""", 8)]
    [InlineData("""{"n": 8.5}""", null)]
    [InlineData("""{"other": 8}""", null)]
    public void A_count_is_a_whole_number_however_it_is_written_and_none_where_it_is_absent(string values, int? occupied)
    {
        var mapping = Assert.Single(MappingFile.Parse("""
            {"mappings": [{"name": "m", "device": "id", "at": "ts", "readings": [
              {"kind": "count", "occupied": "v.n"}, {"kind": "entry", "count": "v.entered"}], "devices": {"7": {"location": "a", "level": "b"}}}]}
            """));
        using var json = System.Text.Json.JsonDocument.Parse($$"""{"id": 7.0, "ts": 1795334400, "v": {{values}}}""");
        var readings = mapping.Map(json.RootElement).Readings is { } body
            ? LiveParking.Gateway.Readings.ReadingsReader.ReadAddressed(body.Span, _ => true).Readings
            : [];
        Assert.Equal(occupied, readings.SingleOrDefault()?.Occupied);
    }

    [Theory]
    [InlineData("""{"type": 2.0}""", true)]
    [InlineData("""{"type": 3e0}""", true)]
    [InlineData("""{"type": 2.5}""", false)]
    [InlineData("""{"type": 2, "test": false}""", false)]
    [InlineData("""{"type": 2, "seen": 0}""", true)]
    [InlineData("{}", false)]
    public void Numbers_in_when_compare_by_value_null_is_what_is_absent_and_a_star_what_is_there(string uplink, bool holds)
    {
        var mapping = Assert.Single(MappingFile.Parse("""
            {"mappings": [{"name": "m", "device": "id", "at": "ts", "when": {"type": [2, 3.0], "test": null, "id": "*", "seen": [null, false]},
              "readings": [{"kind": "heartbeat"}], "devices": {}}]}
            """));
        using var json = System.Text.Json.JsonDocument.Parse(uplink.Replace("{", """{"id": 7, """, StringComparison.Ordinal).Replace(", }", "}", StringComparison.Ordinal));
        Assert.Equal(holds, mapping.When.All(rule => rule.Holds(json.RootElement)));
    }
}
