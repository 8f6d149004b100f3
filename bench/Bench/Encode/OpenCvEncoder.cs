using System.Diagnostics;
using OpenCvSharp;

namespace LiveParking.Bench.Encode;

/// <summary>Encodes as <c>RungEncoder</c> does: OpenCV's encoder, its result copied into a new array.</summary>
internal static class OpenCvEncoder
{
    public static Timing Measure(Mat picture, Shape shape, TimeSpan length)
    {
        ImageEncodingParam[] parameters = [new(ImwriteFlags.JpegQuality, shape.Quality)];
        byte[] jpeg = [];
        var began = Stopwatch.GetTimestamp();
        var pictures = 0;
        for (; Stopwatch.GetElapsedTime(began) < length; pictures++)
            Cv2.ImEncode(".jpg", picture, out jpeg, parameters);
        return new Timing(Stopwatch.GetElapsedTime(began).TotalMilliseconds / pictures, jpeg.Length);
    }
}
