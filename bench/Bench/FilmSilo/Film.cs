using System.Runtime.InteropServices;
using LiveParking.Bench.Measuring.Pictures;
using OpenCvSharp;

namespace LiveParking.Bench.FilmSilo;

/// <summary>Makes one second of a film: coarse texture that moves, so that no two pictures look the same.</summary>
internal static class Film
{
    private const int Pictures = 30;
    private const int Width = 1280;
    private const int Height = 720;
    private const int Step = 24;

    public static void Make(string folder, int size)
    {
        Directory.CreateDirectory(folder);
        using var texture = Texture();
        for (var number = 0; number < Pictures; number++)
        {
            using var view = new Mat(texture, new Rect(number * Step, 0, Width, Height));
            File.WriteAllBytes(PictureFolder.FileOf(folder, number), StampedJpeg.Pad(Fitting(view, StampedJpeg.MaxBytes(size)), size));
        }
    }

    private static Mat Texture()
    {
        const int width = Width + Pictures * Step;
        using var coarse = Noise(Height / 16, width / 16, 20, 235);
        using var grain = Noise(Height, width, 0, 12);
        var texture = new Mat();
        Cv2.Resize(coarse, texture, new Size(width, Height), 0, 0, InterpolationFlags.Cubic);
        Cv2.Add(texture, grain, texture);
        return texture;
    }

    private static Mat Noise(int rows, int columns, int least, int most)
    {
        var random = new Random(4711);
        var noise = new Mat(rows, columns, MatType.CV_8UC3);
        var content = new byte[rows * columns * 3];
        for (var at = 0; at < content.Length; at++)
            content[at] = (byte)random.Next(least, most);
        Marshal.Copy(content, 0, noise.Data, content.Length);
        return noise;
    }

    /// <summary>The best quality that fits.</summary>
    private static byte[] Fitting(Mat picture, int most)
    {
        for (var quality = 95; quality > 0; quality -= 3)
        {
            Cv2.ImEncode(".jpg", picture, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
            if (jpeg.Length <= most)
                return jpeg;
        }

        throw new InvalidOperationException($"No picture of {Width} x {Height} pixels fits into {most} bytes.");
    }
}
