using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Configuration;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class CameraFileTests
{
    [Fact]
    public void Parse_every_setting_is_taken()
    {
        var camera = Assert.Single(Read("""
            {
              // The gate of the mall.
              "cameras": [{
                "id": "gate", "location": "my-mall", "level": "upper", "name": "Gate", "source": "rtsp://bob:open-sesame@10.0.0.7/1", "public": true, "publicRung": "low",
                "rungs": { "high": { "maxWidth": 1920, "quality": 85 }, "low": { "quality": 40 } },
                "keepWarm": true, "linger": 2.5, "frozenAfter": 30, "stillness": 5,
                "masks": [[[0, 0], [0.5, 0], [0.5, 1]], [{ "x": 0.6, "y": 0.6 }, { "x": 1, "y": 0.6 }, { "x": 1, "y": 1 }]],
                "decoder": { "memory": 2048, "cpu": 0.5 },
                "timeouts": { "open": 20, "stall": 3, "healthy": 4, "close": 1 },
              }]
            }
            """));
        Assert.Equal(("gate", "my-mall", "upper", "Gate", true), (camera.Id, camera.LocationId, camera.LevelId, camera.Name, camera.IsPublic));
        Assert.Equal("rtsp://bob:open-sesame@10.0.0.7/1", camera.Source);
        Assert.Equal((1920, 85), (camera.High.MaxWidth, camera.High.Quality));
        Assert.Equal((640, 70), (camera.Medium.MaxWidth, camera.Medium.Quality));
        Assert.Equal((320, 40), (camera[CameraRung.Low].MaxWidth, camera.Low.Quality));
        Assert.Equal((true, 5), (camera.KeepWarm, camera.Stillness));
        Assert.Equal((2.5, 30.0), (camera.Linger.TotalSeconds, camera.FrozenAfter.TotalSeconds));
        Assert.Equal((20.0, 3.0), (camera.OpenTimeout.TotalSeconds, camera.StallTimeout.TotalSeconds));
        Assert.Equal((4.0, 1.0), (camera.HealthyPeriod.TotalSeconds, camera.CloseTimeout.TotalSeconds));
        Assert.Equal((2048, 0.5), (camera.Decoder.MemoryMegabytes, camera.Decoder.CpuShare));
        Assert.Equal([3, 3], camera.Masks.Select(mask => mask.Points.Count));
        Assert.Equal((0.6, 1.0), (camera.Masks[1].Points[2].X - 0.4, camera.Masks[1].Points[2].Y));
        Assert.Empty(CameraOptionsValidator.Faults(camera));
    }

    [Fact]
    public void Parse_an_array_with_only_what_is_needed_takes_the_defaults()
    {
        var cameras = Read("""[{"id": "one", "source": "device:0"}, {"id": "two", "source": "demo:two", "frozenAfter": "off", "stillness": "off"}]""");
        Assert.Equal((60.0, 3, false, false), (cameras[0].FrozenAfter.TotalSeconds, cameras[0].Stillness, cameras[0].KeepWarm, cameras[0].IsPublic));
        Assert.Equal((0.0, 0), (cameras[1].FrozenAfter.TotalSeconds, cameras[1].Stillness));
        Assert.Empty(CameraOptionsValidator.Faults(cameras));
    }

    [Fact]
    public void Parse_many_faults_are_told_at_once_without_the_password()
    {
        List<string> faults = [];
        var cameras = CameraFile.Parse(
            """
            [
              { "id": "gate", "source": "rtsp://bob:open-sesame@", "level": "upper", "keepWarm": "yes", "linger": 99999, "stillness": 300,
                "frozenAfter": 0.5, "rungs": { "ultra": {}, "low": { "quality": 0 } }, "colour": 1,
                "decoder": { "memory": 10, "cpu": 4, "time": 1 },
                "masks": [[[0, 0], [2, 0], [1, 1]], [[0, 0], [1, 1]], 7] },
              { "id": "Not A Slug", "source": "device:0" },
              { "id": "gate", "source": "device:1", "rtsp://bob:open-sesame@10.0.0.7": true },
              "rtsp://bob:open-sesame@10.0.0.7/1"
            ]
            """,
            "'cameras.json'",
            faults);
        faults.AddRange(CameraOptionsValidator.Faults(cameras.Where(camera => camera.Id.Length > 0)));
        var all = string.Join('\n', faults);
        foreach (var expected in (string[])
        [
            "'gate': 'keepWarm' must be true", "'gate': there is no setting 'colour'", "'gate': 'rungs': there is no setting 'ultra'",
            "'gate': 'masks' has no array of points", "Camera 2 of 'cameras.json' needs an 'id'", "Camera 4 of 'cameras.json' must be an object",
            "'gate': there is no setting '…'", "not a valid address", "a level needs the location", "Linger must be", "Stillness must be",
            "'decoder': there is no setting 'time'", "memory of its decoder must be 128", "CPU share of its decoder must be 0.05", "FrozenAfter must be", "quality of rung Low", "mask 1 has a point outside", "mask 2 must have 3 to 64 points", "'gate' is given 2 times",
        ])
            Assert.Contains(expected, all, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", all, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"id": "gate", "source": open-sesame}]""", "is not JSON: see line 1")]
    [InlineData("""{"id": "gate", "source": "device:0"}""", "an object with the array 'cameras'")]
    [InlineData("""[{"id": "gate", "id": "open-sesame"}]""", "is not JSON")]
    [InlineData("7", "must be an array")]
    [InlineData("", "is not JSON")]
    public void Parse_something_else_says_so(string json, string expected)
    {
        List<string> faults = [];
        Assert.Empty(CameraFile.Parse(json, "'cameras.json'", faults));
        Assert.Contains(expected, string.Join('\n', faults), StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", string.Join('\n', faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_no_file_or_a_folder_says_so()
    {
        List<string> faults = [];
        CameraFile.Read("/no/such/cameras.json", faults);
        CameraFile.Read(Path.GetTempPath(), faults);
        Assert.Collection(
            faults,
            fault => Assert.Equal("There is no file of cameras '/no/such/cameras.json'.", fault),
            fault => Assert.Contains("is a folder", fault, StringComparison.Ordinal));
    }

    private static IReadOnlyList<CameraOptions> Read(string json)
    {
        List<string> faults = [];
        var cameras = CameraFile.Parse(json, "'cameras.json'", faults);
        Assert.Empty(faults);
        return cameras;
    }
}
