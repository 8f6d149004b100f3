using System.Runtime.InteropServices;
using OpenCvSharp;
using CvScalar = OpenCvSharp.Scalar;

namespace LiveParking.Bench.Encode;

/// <summary>Draws the picture: a grey floor with markings and cars in even colours, and the noise of a sensor over it.</summary>
internal static class Scene
{
    private const int Width = 1920;
    private const int Height = 1080;

    public static Mat Draw(Shape shape)
    {
        using var full = new Mat(Height, Width, MatType.CV_8UC3, new CvScalar(96, 100, 102));
        var random = new Random(4711);
        for (var row = 0; row < 5; row++)
        {
            for (var bay = 0; bay < 14; bay++)
            {
                var corner = new Point(20 + bay * 135, 15 + row * 215);
                Cv2.Rectangle(full, new Rect(corner.X, corner.Y, 128, 190), new CvScalar(225, 228, 230), 4, LineTypes.AntiAlias);
                if (random.Next(3) == 0)
                    continue;
                var colour = new CvScalar(random.Next(256), random.Next(256), random.Next(256));
                Cv2.Rectangle(full, new Rect(corner.X + 20, corner.Y + 15, 88, 160), colour, -1);
                Cv2.Rectangle(full, new Rect(corner.X + 28, corner.Y + 50, 72, 34), new CvScalar(40, 36, 30), -1);
            }
        }

        using var noise = Noise(random);
        Cv2.Add(full, noise, full);
        var picture = new Mat();
        Cv2.Resize(full, picture, new Size(shape.Width, shape.Height), 0, 0, InterpolationFlags.Area);
        return picture;
    }

    private static Mat Noise(Random random)
    {
        var noise = new Mat(Height, Width, MatType.CV_8UC3);
        var content = new byte[Height * Width * 3];
        for (var at = 0; at < content.Length; at++)
            content[at] = (byte)random.Next(14);
        Marshal.Copy(content, 0, noise.Data, content.Length);
        return noise;
    }
}
