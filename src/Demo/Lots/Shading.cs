using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>Makes parts of a picture brighter and darker.</summary>
internal static class Shading
{
    /// <summary>One brightness factor for each pixel; 1 is unchanged.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="at">The brightness at the middle of a pixel, by column and row.</param>
    public static Mat Map(int width, int height, Func<double, double, double> at)
    {
        var map = new Mat(height, width, MatType.CV_32FC1);
        for (var row = 0; row < height; row++)
        {
            var values = map.RowSpan<float>(row);
            for (var column = 0; column < width; column++)
                values[column] = (float)at(column + 0.5, row + 0.5);
        }

        return map;
    }

    /// <summary>Multiplies a picture by a map of its size and by a tint.</summary>
    public static void Apply(Mat picture, Mat map, Scalar tint)
    {
        var channels = Cv2.Split(picture);
        for (var channel = 0; channel < channels.Length; channel++)
            Cv2.Multiply(channels[channel], map, channels[channel], tint[channel], MatType.CV_8U);
        Cv2.Merge(channels, picture);
        foreach (var channel in channels)
            channel.Dispose();
    }
}
