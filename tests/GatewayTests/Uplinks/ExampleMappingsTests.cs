using System.Text.Json;
using LiveParking.Gateway.Readings;
using LiveParking.Gateway.Uplinks;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.GatewayTests.Uplinks;

/// <summary>The mappings in <c>deploy/mappings</c>, with uplinks of the form that the networks send.</summary>
public sealed class ExampleMappingsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 8, 15, 30, 123, TimeSpan.Zero);

    [Theory]
    [InlineData("tps110", 1, """{"type":"parking_status","occupied":true}""", true)]
    [InlineData("tps110", 2, """{"type":"heartbeat","occupied":false}""", false)]
    public void Bosch_over_the_things_stack(string model, int port, string payload, bool occupied) =>
        Assert.Equal(
            [new Reading("AYz/42", "70b3d57ed0001a02", At, ReadingKind.Spot, Occupied: occupied ? 1 : 0, SpotId: "A-02", SpotType: "disabled")],
            Map("the-things-stack.json", "tts-bosch-tps110", Things("70B3D57ED0001A02", "bosch", model, port, payload)));

    [Theory]
    [InlineData(1342, true, 92)]
    [InlineData(2395, false, 17)]
    public void Milesight_over_the_things_stack(int distance, bool occupied, int battery) =>
        Assert.Equal(
            [new Reading("AYz/42", "24e124713c140001", At, ReadingKind.Spot, Occupied: occupied ? 1 : 0, SpotId: "B-01", SpotType: "ev", Battery: battery)],
            Map("the-things-stack.json", "tts-milesight-udl",
                Things("24E124713C140001", "milesight-iot", "em310-udl", 85, $$"""{"battery":{{battery}},"distance":{{distance}},"position":"normal"}""")));

    [Fact]
    public void Dragino_over_the_things_stack() =>
        Assert.Equal(
            [new Reading("AYz/42", "a84041f2c1820001", At, ReadingKind.Spot, Occupied: 0, SpotId: "B-02", Battery: 77)],
            Map("the-things-stack.json", "tts-dragino-dds75",
                Things("A84041F2C1820001", "dragino", "ldds75", 2, """{"Bat":3.372,"Distance":2235,"Interrupt_flag":0}""")));

    [Fact]
    public void Placepod_over_ChirpStack() =>
        Assert.Equal(
            [new Reading("3ac7e3c4-4401-4b8d-9386-a5c902f9202d", "000950380000a001", At, ReadingKind.Spot, Occupied: 1, SpotId: "C-01", Battery: 50)],
            Map("chirpstack.json", "chirpstack-pni-placepod",
                Chirp("000950380000a001", "PNI PlacePod", """{"presenceSensor":{"21":1},"analogInput":{"3":3.3},"temperatureSensor":{"2":27.5}}""")));

    [Fact]
    public void Libelium_over_ChirpStack_gives_two_readings_with_ids_of_their_own()
    {
        var readings = Map("chirpstack.json", "chirpstack-libelium", Chirp("0102030405060708", "Libelium Smart Parking", """{"frame_type":1,"slot_status":0}"""));
        Assert.Equal([ReadingKind.Spot, ReadingKind.Heartbeat], readings.Select(reading => reading.Kind));
        Assert.Equal(2, readings.Select(reading => reading.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("Nedap SENSIT", "occupied", 1)]
    [InlineData("Fleximodo", "vacant", 0)]
    public void Words_over_ChirpStack(string profile, string word, int occupied) =>
        Assert.Equal(occupied, Assert.Single(Map("chirpstack.json", "chirpstack-words",
            Chirp("0018b20000000001", profile, $$"""{"status":"{{word}}","battery":88}"""))).Occupied);

    [Theory]
    [InlineData("0018b20000000001", "Nedap SENSIT", """{"status":"calibrating"}""", "says nothing")]
    [InlineData("0018b20000000001", "Weather station", """{"status":"free"}""", "does not match the conditions")]
    [InlineData("0018b2000000ffff", "Fleximodo", """{"status":"free"}""", "is not listed in the mapping")]
    public void What_has_no_meaning_is_ignored_with_the_reason(string device, string profile, string payload, string reason)
    {
        using var json = JsonDocument.Parse(Chirp(device, profile, payload));
        var mapped = Example("chirpstack.json", "chirpstack-words").Map(json.RootElement);
        Assert.Null(mapped.Readings);
        Assert.Contains(reason, mapped.Ignored, StringComparison.Ordinal);
    }

    /// <summary>ChirpStack v4 writes every number with a point; 1e0 and true say the same.</summary>
    [Theory]
    [InlineData("1", 1)]
    [InlineData("1.0", 1)]
    [InlineData("1e0", 1)]
    [InlineData("true", 1)]
    [InlineData("0.0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("false", 0)]
    public void A_number_is_the_same_however_it_is_written(string written, int occupied)
    {
        Assert.Equal(occupied, Assert.Single(Map("chirpstack.json", "chirpstack-pni-placepod",
            Chirp("000950380000a001", "PNI PlacePod", $$$"""{"presenceSensor":{"21":{{{written}}}}}"""))).Occupied);
        var readings = Map("chirpstack.json", "chirpstack-libelium",
            Chirp("0102030405060708", "Libelium Smart Parking", $$"""{"frame_type":1.0,"slot_status":{{written}}}"""));
        Assert.Equal([(ReadingKind.Spot, occupied), (ReadingKind.Heartbeat, (int?)null)], readings.Select(reading => (reading.Kind, reading.Occupied)));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("2.0")]
    [InlineData("10")]
    [InlineData("\"1.0\"")]
    public void What_the_table_does_not_have_gives_no_reading(string written)
    {
        using var json = JsonDocument.Parse(Chirp("000950380000a001", "PNI PlacePod", $$$"""{"presenceSensor":{"21":{{{written}}}}}"""));
        Assert.Null(Example("chirpstack.json", "chirpstack-pni-placepod").Map(json.RootElement).Readings);
    }

    [Theory]
    [InlineData("chirpstack-pni-placepod", "000950380000a001", "PNI PlacePod", """{"temperatureSensor":{"2":21.5},"analogInput":{"3":3.3}}""", 50)]
    [InlineData("chirpstack-libelium", "0102030405060708", "Libelium Smart Parking", """{"temperature":21.0}""", null)]
    [InlineData("chirpstack-words", "0018b20000000001", "Fleximodo", """{"battery":88.0}""", 88)]
    public void An_uplink_that_says_nothing_of_the_spot_is_a_sign_of_life(string mapping, string device, string profile, string payload, int? battery)
    {
        var reading = Assert.Single(Map("chirpstack.json", mapping, Chirp(device, profile, payload)));
        Assert.Equal((ReadingKind.Heartbeat, battery), (reading.Kind, reading.Battery));
    }

    [Theory]
    [InlineData("tts-bosch-tps110", "70B3D57ED0001A02", "bosch", "tps110", 2)]
    [InlineData("tts-milesight-udl", "24E124713C140001", "milesight-iot", "em310-udl", 85)]
    [InlineData("tts-dragino-dds75", "A84041F2C1820001", "dragino", "ldds75", 2)]
    public void So_is_one_over_the_things_stack(string mapping, string device, string brand, string model, int port) =>
        Assert.Equal(ReadingKind.Heartbeat, Assert.Single(Map("the-things-stack.json", mapping, Things(device, brand, model, port, "{}"))).Kind);

    /// <summary>The webhook of ChirpStack sends more than uplinks; the network's own events are no sign of the device.</summary>
    [Fact]
    public void An_event_that_is_no_uplink_gives_nothing()
    {
        using var json = JsonDocument.Parse("""
            {"deduplicationId": "z", "time": "2026-11-22T08:15:30Z", "deviceInfo": {"deviceProfileName": "PNI PlacePod", "devEui": "000950380000a001"}}
            """);
        Assert.Null(Example("chirpstack.json", "chirpstack-pni-placepod").Map(json.RootElement).Readings);
    }

    private static UplinkMapping Example(string file, string name) =>
        MappingFile.Read(Path.Combine(Repository.Top, "deploy", "mappings", file)).Single(mapping => mapping.Name == name);

    private static List<Reading> Map(string file, string name, string uplink)
    {
        using var json = JsonDocument.Parse(uplink);
        var mapped = Example(file, name).Map(json.RootElement);
        var batch = ReadingsReader.ReadAddressed(mapped.Readings!.Value.Span, _ => true);
        Assert.All(batch.Results, Assert.Null);
        Assert.All(batch.Levels, level => Assert.Equal(new LevelKey("pakuwon-basement", "upper-basement"), level));
        return batch.Readings;
    }

    private static string Things(string device, string brand, string model, int port, string payload) => $$"""
        {
          "end_device_ids": {"device_id": "spot", "application_ids": {"application_id": "parking"}, "dev_eui": "{{device}}", "dev_addr": "260B1234"},
          "correlation_ids": ["as:up:01HFA"],
          "received_at": "2026-11-22T08:15:30.323456789Z",
          "uplink_message": {
            "session_key_id": "AYz", "f_port": {{port}}, "f_cnt": 42, "frm_payload": "AQ==",
            "decoded_payload": {{payload}},
            "rx_metadata": [{"gateway_ids": {"gateway_id": "roof"}, "rssi": -97, "snr": 6.5}],
            "received_at": "2026-11-22T08:15:30.123000000Z",
            "version_ids": {"brand_id": "{{brand}}", "model_id": "{{model}}"}
          }
        }
        """;

    private static string Chirp(string device, string profile, string payload) => $$"""
        {
          "deduplicationId": "3ac7e3c4-4401-4b8d-9386-a5c902f9202d",
          "time": "2026-11-22T08:15:30.123000+00:00",
          "deviceInfo": {"tenantName": "ChirpStack", "applicationName": "parking", "deviceProfileName": "{{profile}}", "deviceName": "spot", "devEui": "{{device}}"},
          "devAddr": "00189440", "adr": true, "dr": 1, "fCnt": 4, "fPort": 1, "confirmed": false, "data": "AQ==",
          "object": {{payload}},
          "rxInfo": [{"gatewayId": "0016c001f153a14c", "rssi": -48, "snr": 9.0}]
        }
        """;
}
