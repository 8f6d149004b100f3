using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Changes;
using LiveParking.Cameras.Capture.Masks;
using OpenCvSharp;
using CvScalar = OpenCvSharp.Scalar;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class PrivacyMaskTests
{
    private const RungSet All = RungSet.Low | RungSet.Medium | RungSet.High;

    // A square in the middle, and the lower right corner.
    private static readonly PrivacyMask[] Masks =
    [
        new([new(0.25, 0.25), new(0.5, 0.25), new(0.5, 0.5), new(0.25, 0.5)]),
        new([new(1, 0.75), new(1, 1), new(0.75, 1)]),
    ];

    private static readonly (double X, double Y)[] Inside =
        [(0.26, 0.26), (0.49, 0.49), (0.375, 0.375), (0.26, 0.49), (0.995, 0.995), (0.99, 0.8)];

    private static readonly (double X, double Y)[] Outside =
        [(0.05, 0.05), (0.22, 0.375), (0.375, 0.22), (0.54, 0.375), (0.375, 0.55), (0.75, 0.75), (0.7, 0.95)];

    [Theory]
    [InlineData(PixelLayout.Bgr, 1280, 720)]
    [InlineData(PixelLayout.I420, 1280, 720)]
    [InlineData(PixelLayout.Jpeg, 1280, 720)]
    [InlineData(PixelLayout.Jpeg, 2600, 1400)]
    [InlineData(PixelLayout.I420, 322, 182)]
    public void Masks_on_every_rung_hide_what_is_behind_and_nothing_else(PixelLayout layout, int width, int height)
    {
        var options = new CameraOptions { Masks = Masks };
        var painter = new MaskPainter(Masks);
        var meter = new CameraMeter("masks");
        using var encoder = new RungEncoder(options, painter, meter);
        using var luma = new PictureLuma(painter, meter);
        foreach (var demand in (RungSet[])[All, RungSet.Low])
        {
            using var picture = new Picture();
            Scene.Put(picture, new Mat(height, width, MatType.CV_8UC3, new CvScalar(60, 120, 250)), layout, quality: 90);
            painter.Paint(picture);
            luma.Take(picture);
            Assert.True(encoder.Encode(picture, demand, frame =>
            {
                Assert.False(frame.PassedThrough);
                using var decoded = Cv2.ImDecode(frame.Jpeg, ImreadModes.Color);
                Assert.All(Inside, at => Hidden(decoded, at));
                Assert.All(Outside, at => Shown(decoded, at));
            }));
            Hidden(luma.Means()!, (0.375, 0.375));
            Hidden(luma.Whole()!, (0.3, 0.3));
        }
    }

    [Fact]
    public void Visible_share_is_what_the_masks_leave()
    {
        Assert.Equal(1, new MaskPainter([]).Visible);
        Assert.Equal(1 - (1 / 16.0) - (1 / 32.0), new MaskPainter(Masks).Visible, 0.02);
    }

    [Fact]
    public void Faults_of_masks_that_hide_nothing_are_found()
    {
        Assert.Empty(PrivacyMask.Faults(Masks));
        Assert.Contains("covers nothing", Assert.Single(PrivacyMask.Faults([new([new(0, 0), new(0.5, 0.5), new(1, 1)])])), StringComparison.Ordinal);
        Assert.Contains("outside", Assert.Single(PrivacyMask.Faults([new([new(0, 0), new(double.NaN, 0), new(1, 1)])])), StringComparison.Ordinal);
        Assert.Contains("16 masks", Assert.Single(PrivacyMask.Faults([.. Enumerable.Repeat(Masks[0], 17)])), StringComparison.Ordinal);
    }

    private static void Hidden(Mat pixels, (double X, double Y) at) =>
        Assert.True(Brightest(pixels, at) < 40, $"{at} shows {Brightest(pixels, at)} in {pixels.Width} x {pixels.Height}");

    private static void Shown(Mat pixels, (double X, double Y) at) =>
        Assert.True(Brightest(pixels, at) > 220, $"{at} shows {Brightest(pixels, at)} in {pixels.Width} x {pixels.Height}");

    private static double Brightest(Mat pixels, (double X, double Y) at)
    {
        using var pixel = new Mat(pixels, new Rect((int)(at.X * (pixels.Width - 1)), (int)(at.Y * (pixels.Height - 1)), 1, 1));
        var mean = pixel.Mean();
        return Math.Max(mean.Val0, Math.Max(mean.Val1, mean.Val2));
    }
}
