using LiveParking.Cameras.Capture;
using OpenCvSharp;
using CvScalar = OpenCvSharp.Scalar;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>Pictures of an empty garage, bright or at night, with or without the noise of a sensor.</summary>
internal sealed class Scene(int width = 640, int height = 360, double brightness = 1, ulong seed = 7)
{
    private RNG _random = new(seed);

    /// <summary>The garage without noise. The caller disposes it.</summary>
    public Mat Draw()
    {
        var picture = new Mat(height, width, MatType.CV_8UC3, Grey(70));
        for (var x = 0; x < width; x += 40)
            Cv2.Line(picture, new Point(x, height), new Point(width / 2, height / 3), Grey(120 + (x % 90)), 2);
        Cv2.Rectangle(picture, new Rect(width / 8, height / 4, width / 6, height / 3), Grey(150), -1);
        Cv2.PutText(picture, "LEVEL 2", new Point(width / 2, height / 5), HersheyFonts.HersheySimplex, 1, Grey(230), 2);
        return picture;
    }

    /// <summary>The garage with noise of a standard deviation in levels of brightness, new each time. The caller disposes it.</summary>
    public Mat Draw(double noise)
    {
        using var clean = Draw();
        using var exact = new Mat();
        clean.ConvertTo(exact, MatType.CV_32FC3);
        using var grain = new Mat(height, width, MatType.CV_32FC1);
        _random.Fill(grain, DistributionType.Normal, new CvScalar(0), new CvScalar(noise));
        using var grains = new Mat();
        Cv2.Merge([grain, grain, grain], grains);
        Cv2.Add(exact, grains, exact);
        var noisy = new Mat();
        exact.ConvertTo(noisy, MatType.CV_8UC3);
        return noisy;
    }

    /// <summary>Puts pixels into a picture in one of the layouts, and disposes them.</summary>
    /// <param name="picture">Takes them.</param>
    /// <param name="bgr">The pixels.</param>
    /// <param name="layout">The layout of the pixels.</param>
    /// <param name="quality">Of a JPEG.</param>
    public static void Put(Picture picture, Mat bgr, PixelLayout layout, int quality = 80)
    {
        using (bgr)
        {
            if (layout == PixelLayout.Jpeg)
            {
                Cv2.ImEncode(".jpg", bgr, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
                Assert.True(picture.TrySetJpeg(jpeg));
                return;
            }

            if (layout == PixelLayout.Bgr)
                bgr.CopyTo(picture.Pixels);
            else
                Cv2.CvtColor(bgr, picture.Pixels, ColorConversionCodes.BGR2YUV_I420);
            picture.SetPixels(layout, bgr.Width, bgr.Height);
        }
    }

    private CvScalar Grey(double level) => CvScalar.All(level * brightness);
}
