using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Changes;
using LiveParking.Cameras.Capture.Masks;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;
using CvScalar = OpenCvSharp.Scalar;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class FrozenWatchTests : IDisposable
{
    private static readonly TimeSpan FrozenAfter = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _timeProvider = new();
    private readonly Picture _picture = new();
    private readonly MaskPainter _masks = new([new PrivacyMask([new(0.5, 0), new(1, 0), new(1, 1), new(0.5, 1)])]);
    private FrozenWatch? _watch;
    private PictureLuma? _luma;

    /// <summary>One picture, sent again and again in the ways that servers do.</summary>
    [Theory]
    [InlineData(PixelLayout.Bgr, 80, 80)]
    [InlineData(PixelLayout.I420, 80, 80)]
    [InlineData(PixelLayout.Jpeg, 80, 80)]
    [InlineData(PixelLayout.Jpeg, 60, 95)]
    public void Look_at_one_picture_freezes_in_time_and_no_sooner(PixelLayout layout, int least, int most)
    {
        var scene = new Scene();
        var random = new Random(3);
        Assert.InRange(FrozenAt(15, () => Scene.Put(_picture, scene.Draw(), layout, random.Next(least, most + 1)))!.Value, 10, 12);
    }

    [Fact]
    public void Look_at_one_JPEG_with_other_metadata_each_time_freezes()
    {
        Cv2.ImEncode(".jpg", new Scene().Draw(), out var jpeg);
        var count = 0;
        Assert.InRange(FrozenAt(15, () => Assert.True(_picture.TrySetJpeg(WithComment(jpeg, $"picture {++count}"))))!.Value, 10, 12);
    }

    [Theory]
    [InlineData(PixelLayout.Bgr, 1, 0.2, 80)]
    [InlineData(PixelLayout.I420, 1, 0.2, 80)]
    [InlineData(PixelLayout.I420, 2, 0.05, 80)]
    [InlineData(PixelLayout.Jpeg, 1, 0.2, 80)]
    [InlineData(PixelLayout.Jpeg, 1, 0.05, 80)]
    [InlineData(PixelLayout.Jpeg, 2, 0.2, 60)]
    [InlineData(PixelLayout.Jpeg, 2, 0, 80)]
    public void Look_at_the_noise_of_a_sensor_at_night_never_freezes(PixelLayout layout, double noise, double brightness, int quality)
    {
        var scene = new Scene(brightness: brightness);
        Assert.Null(FrozenAt(25, () => Scene.Put(_picture, scene.Draw(noise), layout, quality)));
    }

    [Fact]
    public void Look_at_noise_of_varying_quality_never_freezes()
    {
        var scene = new Scene(brightness: 0.2);
        var random = new Random(3);
        Assert.Null(FrozenAt(40, () => Scene.Put(_picture, scene.Draw(noise: 1), PixelLayout.Jpeg, random.Next(75, 86))));
    }

    [Fact]
    public void Look_at_few_noisy_pictures_in_a_loop_never_freezes()
    {
        var scene = new Scene(brightness: 0.2);
        var loop = Enumerable.Range(0, 5).Select(_ =>
        {
            using var noisy = scene.Draw(noise: 1);
            Cv2.ImEncode(".jpg", noisy, out var jpeg);
            return jpeg;
        }).ToList();
        var next = 0;
        Assert.Null(FrozenAt(25, () => Assert.True(_picture.TrySetJpeg(loop[next++ % 5]))));
    }

    [Theory]
    [InlineData(PixelLayout.Bgr)]
    [InlineData(PixelLayout.I420)]
    [InlineData(PixelLayout.Jpeg)]
    public void Look_at_a_picture_that_moves_again_thaws_within_half_a_second(PixelLayout layout)
    {
        var scene = new Scene();
        Assert.NotNull(FrozenAt(12, () => Scene.Put(_picture, scene.Draw(), layout)));
        var thawed = _timeProvider.GetTimestamp();
        while (_watch!.IsFrozen)
        {
            var moved = scene.Draw();
            Cv2.Rectangle(moved, new Rect(300, 200, 10, 24), CvScalar.All(95), -1);
            See(() => Scene.Put(_picture, moved, layout));
            Assert.True(_timeProvider.GetElapsedTime(thawed) < TimeSpan.FromSeconds(0.5));
        }
    }

    [Fact]
    public void Look_at_noise_that_comes_back_thaws_within_a_second_or_two()
    {
        var scene = new Scene(brightness: 0.2);
        Assert.NotNull(FrozenAt(12, () => Scene.Put(_picture, scene.Draw(), PixelLayout.Jpeg)));
        var thawed = _timeProvider.GetTimestamp();
        while (_watch!.IsFrozen)
            See(() => Scene.Put(_picture, scene.Draw(noise: 1), PixelLayout.Jpeg));
        Assert.True(_timeProvider.GetElapsedTime(thawed) < TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(PixelLayout.Bgr)]
    [InlineData(PixelLayout.I420)]
    [InlineData(PixelLayout.Jpeg)]
    public void Look_at_what_moves_behind_a_mask_is_no_life(PixelLayout layout)
    {
        var scene = new Scene();
        var count = 0;
        Assert.NotNull(FrozenAt(15, Draw, _masks));

        void Draw()
        {
            var moving = scene.Draw();
            Cv2.Circle(moving, new Point(400 + (++count % 100), 180), 20, CvScalar.White, -1);
            Scene.Put(_picture, moving, layout);
        }
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _luma?.Dispose();
        _picture.Dispose();
    }

    /// <summary>Sees ten pictures a second and returns the second in which the camera was first found frozen.</summary>
    private double? FrozenAt(int seconds, Action draw, MaskPainter? masks = null)
    {
        masks ??= new MaskPainter([]);
        _watch = new FrozenWatch(_timeProvider, FrozenAfter, masks.Visible, _timeProvider.GetTimestamp());
        _luma = new PictureLuma(masks, new CameraMeter("watch"));
        var began = _timeProvider.GetTimestamp();
        double? frozen = null;
        while (_timeProvider.GetElapsedTime(began).TotalSeconds < seconds)
        {
            See(draw, masks);
            frozen ??= _watch.IsFrozen ? _timeProvider.GetElapsedTime(began).TotalSeconds : null;
        }

        return frozen;
    }

    private void See(Action draw, MaskPainter? masks = null)
    {
        _timeProvider.Advance(TimeSpan.FromMilliseconds(100));
        if (!_watch!.IsDue(_timeProvider.GetTimestamp()))
            return;
        draw();
        masks?.Paint(_picture);
        _picture.Timestamp = _timeProvider.GetTimestamp();
        _luma!.Take(_picture);
        _watch.Check(_picture, _luma);
    }

    private static byte[] WithComment(byte[] jpeg, string text) =>
        [jpeg[0], jpeg[1], 0xFF, 0xFE, 0, (byte)(text.Length + 2), .. text.Select(c => (byte)c), .. jpeg[2..]];
}
