using System.Text.Json;
using System.Text.Json.Nodes;
using LiveParking.Gateway.Cameras;
using LiveParking.Gateway.MessagePack;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using MessagePack;

namespace LiveParking.GatewayTests.MessagePack;

/// <summary>Holds the two protocols against each other: the same names, words and values for every record on the wire.</summary>
public sealed class WireFormsTests
{
    public static TheoryData<object> Records { get; } = new(
        Full(),
        Full() with
        {
            ByType = null, Trend = null, Confidence = null, UpdatedAt = Statuses.Noon, HeightLimit = null, ClosedReason = null, OpensAt = null, ClosesAt = null,
        },
        new CameraStatus("c1", "a", "upper", "Gate", CameraState.Offline, Statuses.Noon.AddTicks(1), "It is broken."),
        new CameraStatus("c1", "a", null, "Gate", CameraState.Idle, Statuses.Noon),
        new LocationStatus("a", "Site", OccupancyStatus.AlmostFull, Spots.Of(10, 12), [Full()], [Statuses.Camera("a", "c1", CameraState.Frozen)], 9, Statuses.Noon),
        new LocationStatus(
            "a", "Site", OccupancyStatus.Open, Spots.Of(10, 2), [], [], 9, Statuses.Noon,
            "Jl. Dharma 6, Surabaya", new GeoPosition(-7.2677, 112.7586), "Mo-Su 06:00-23:00", "Asia/Jakarta"),
        new CameraFrame("c1", long.MaxValue, 1_795_334_400_123, CameraRung.Medium, 640, 360, "image/jpeg", [0xff, 0xd8, 0xff, 0xd9]),
        new WatchOptions("auto", 12.5, true, "medium"),
        new WatchOptions());

    [Theory]
    [MemberData(nameof(Records))]
    public void Message_pack_carries_the_same_names_words_and_values_as_JSON(object record)
    {
        var json = JsonSerializer.SerializeToNode(record, record.GetType(), WireJson.Options);
        var packed = MessagePackSerializer.Serialize(record.GetType(), record, WireMessagePack.Options);
        var asJson = JsonNode.Parse(MessagePackSerializer.ConvertToJson(packed));
        Assert.True(JsonNode.DeepEquals(json, asJson), $"{json}\n{asJson}");
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void What_is_written_can_be_read_in_both(object record)
    {
        var packed = MessagePackSerializer.Serialize(record.GetType(), record, WireMessagePack.Options);
        var unpacked = MessagePackSerializer.Deserialize(record.GetType(), packed, WireMessagePack.Options);
        var json = JsonSerializer.Serialize(record, record.GetType(), WireJson.Options);
        Assert.Equal(json, JsonSerializer.Serialize(unpacked, record.GetType(), WireJson.Options));
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, record.GetType(), WireJson.Options), record.GetType(), WireJson.Options));
    }

    [Fact]
    public void Pictures_are_binary_and_not_text()
    {
        var frame = new CameraFrame("c1", 1, 2, CameraRung.Low, 1, 1, "image/jpeg", [1, 2, 3]);
        var packed = MessagePackSerializer.Serialize(frame, WireMessagePack.Options);
        // "data" as a fixstr, then bin 8 with three bytes.
        Assert.Equal(new byte[] { 0xa4, (byte)'d', (byte)'a', (byte)'t', (byte)'a', 0xc4, 3, 1, 2, 3 }, packed[^10..]);
    }

    [Fact]
    public void Unknown_keys_and_nulls_in_options_are_tolerated_in_both()
    {
        const string Json = """{"quality":"low","maxFps":5,"acks":null,"future":{"a":[1,2]}}""";
        var packed = MessagePackSerializer.ConvertFromJson(Json);
        Assert.Equal(new WatchOptions("low", 5), MessagePackSerializer.Deserialize<WatchOptions>(packed, WireMessagePack.Options));
        Assert.Equal(new WatchOptions("low", 5), JsonSerializer.Deserialize<WatchOptions>(Json, WireJson.Options));
    }

    [Fact]
    public void Every_word_of_every_enum_is_the_same_in_both()
    {
        Compare<OccupancyStatus>();
        Compare<OccupancyTrend>();
        Compare<CameraState>();
        Compare<CameraRung>();
        Assert.Equal("\"almostFull\"", JsonSerializer.Serialize(OccupancyStatus.AlmostFull, WireJson.Options));

        static void Compare<T>()
            where T : struct, Enum
        {
            foreach (var value in Enum.GetValues<T>())
            {
                var packed = MessagePackSerializer.Serialize(value, WireMessagePack.Options);
                Assert.Equal(JsonSerializer.Serialize(value, WireJson.Options), MessagePackSerializer.ConvertToJson(packed));
                Assert.Equal(value, MessagePackSerializer.Deserialize<T>(packed, WireMessagePack.Options));
            }
        }
    }

    private static LevelStatus Full() => new(
        "a", "upper", "Upper \"é\"", Spots.Of(150, 45), new Dictionary<string, Spots> { ["standard"] = Spots.Of(146, 45), ["disabled"] = Spots.Of(4, 0) },
        OccupancyStatus.Open, OccupancyTrend.Filling, true, 0.75, 1_795_334_400_123, Statuses.Noon.AddMilliseconds(250),
        2.1, "Works", Statuses.Noon, Statuses.Noon.AddHours(1));
}
