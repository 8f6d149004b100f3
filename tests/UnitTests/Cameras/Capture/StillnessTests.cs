using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;
using CvScalar = OpenCvSharp.Scalar;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class StillnessTests : IDisposable
{
    private readonly FakeTimeProvider _timeProvider = new();
    private readonly CameraCounts _counts;
    private readonly CameraOptions _options = new() { Id = $"still-{Guid.NewGuid():N}"[..20], Source = "device:0" };
    private readonly List<EncodedRung> _sent = [];
    private readonly Picture _picture = new();
    private CaptureContext? _camera;
    private PictureWorker? _worker;

    public StillnessTests() => _counts = new CameraCounts(_options.Id);

    [Theory]
    [InlineData(PixelLayout.Bgr, 0)]
    [InlineData(PixelLayout.I420, 2)]
    [InlineData(PixelLayout.Jpeg, 0)]
    [InlineData(PixelLayout.Jpeg, 2)]
    public void A_still_scene_is_sent_every_two_seconds_only(PixelLayout layout, double noise)
    {
        var scene = new Scene();
        See(10, () => Scene.Put(_picture, scene.Draw(noise), layout), RungSet.Low | RungSet.Medium);
        Assert.Equal(5, _sent.Count(frame => frame.Rung == CameraRung.Low));
        Assert.Equal(5, _sent.Count(frame => frame.Rung == CameraRung.Medium));
        Assert.Equal((5, 95), (_counts["encoded low"], _counts["still low"]));
    }

    [Theory]
    [InlineData(PixelLayout.Bgr)]
    [InlineData(PixelLayout.I420)]
    [InlineData(PixelLayout.Jpeg)]
    public void A_person_far_away_is_sent_at_full_rate(PixelLayout layout)
    {
        var scene = new Scene(1280, 720);
        var steps = 0;
        See(4, Draw, RungSet.High);
        Assert.InRange(_sent.Count, 38, 40);

        void Draw()
        {
            // 7 x 18 pixels of 921,600, 20 levels darker than the floor, a few pixels a picture.
            var picture = scene.Draw(noise: 1);
            using (var person = new Mat(picture, new Rect(300 + (++steps * 4), 500, 7, 18)))
                Cv2.Subtract(person, CvScalar.All(20), person);
            Scene.Put(_picture, picture, layout);
        }
    }

    [Fact]
    public void A_slow_change_is_not_lost()
    {
        var level = 60.0;
        See(6, () => Scene.Put(_picture, new Mat(360, 640, MatType.CV_8UC3, CvScalar.All(level += 0.4)), PixelLayout.Bgr), RungSet.Low);

        // 0.4 levels a picture is never seen from one picture to the next; each 4 levels are.
        Assert.InRange(_sent.Count, 5, 7);
        using var last = Cv2.ImDecode(_sent[^1].Jpeg, ImreadModes.Grayscale);
        Assert.Equal(level, last.Mean().Val0, 5.0);
    }

    [Fact]
    public void A_rung_that_is_asked_for_anew_gets_the_picture_at_once()
    {
        var scene = new Scene();
        Action draw = () => Scene.Put(_picture, scene.Draw(), PixelLayout.Bgr);
        See(0.3, draw, RungSet.Low);
        See(0.1, draw, RungSet.Low | RungSet.High);
        Assert.Equal([CameraRung.Low, CameraRung.High], _sent.Select(frame => frame.Rung));

        // The last viewer left and another one came, both between two pictures: the picture sent before was withdrawn.
        _camera!.Demand = RungSet.None;
        See(0.1, draw, RungSet.Low);
        Assert.Equal(CameraRung.Low, _sent[^1].Rung);
        Assert.Equal(3, _sent.Count);
    }

    [Fact]
    public void With_stillness_and_frozen_off_every_JPEG_is_passed_on_and_none_decoded()
    {
        (_options.Stillness, _options.FrozenAfter) = (0, TimeSpan.Zero);
        var scene = new Scene();
        See(3, () => Scene.Put(_picture, scene.Draw(noise: 1), PixelLayout.Jpeg), RungSet.High);
        Assert.Equal((30, 30), (_sent.Count, _counts["passed_through high"]));
        Assert.DoesNotContain(_counts.Names, name => name.StartsWith("decoded", StringComparison.Ordinal));
        Assert.DoesNotContain(_counts.Names, name => name.StartsWith("still", StringComparison.Ordinal));
    }

    [Fact]
    public void JPEGs_with_the_same_bytes_are_not_decoded_again()
    {
        using var scene = new Scene().Draw();
        Cv2.ImEncode(".jpg", scene, out var jpeg);
        See(5, () => Assert.True(_picture.TrySetJpeg([.. jpeg])), RungSet.High);
        Assert.Equal((1, 1), (_counts["decoded change"], _counts["decoded life"]));
        Assert.Equal(0, _counts["encoded high"]);
    }

    [Fact]
    public void Nobody_watches_nothing_is_encoded()
    {
        var scene = new Scene();
        See(3, () => Scene.Put(_picture, scene.Draw(noise: 1), PixelLayout.Bgr), RungSet.None);
        See(1, () => Scene.Put(_picture, scene.Draw(noise: 1), PixelLayout.Bgr), RungSet.Low);
        Assert.Equal(["encode.duration", "encoded low", "frame.size low", "still low"], _counts.Names.Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _worker?.Dispose();
        _picture.Dispose();
        _counts.Dispose();
    }

    /// <summary>Sees ten pictures a second.</summary>
    private void See(double seconds, Action draw, RungSet demand)
    {
        _camera ??= new CaptureContext(_options, new CaptureSlots(), _timeProvider, NullLogger.Instance, _ => { });
        _worker ??= new PictureWorker(_camera, _timeProvider.GetTimestamp(), wasBroken: false, _ => { }, (_, frame) => _sent.Add(frame));
        _camera.Demand = demand;
        for (var count = 0; count < (int)Math.Round(seconds * 10); count++)
        {
            draw();
            _picture.Timestamp = _timeProvider.GetTimestamp();
            _worker.Work(_picture);
            _timeProvider.Advance(TimeSpan.FromMilliseconds(100));
        }
    }
}
