using System.Globalization;
using System.Text;
using OpenCvSharp;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Reads uncompressed pictures in the YUV4MPEG2 format: a line with the size, then for each picture the line <c>FRAME</c> and its
/// three planes (the format of mjpegtools, <c>yuv4mpeg(5)</c>). Only 4:2:0 with 8 bits.
/// </summary>
internal sealed class Y4mReader(Stream stream)
{
    private int _width;
    private int _height;

    /// <summary>Waits for the header of the stream.</summary>
    /// <returns>False when the stream ended first.</returns>
    /// <exception cref="CaptureException">The format is not supported.</exception>
    public bool TryReadHead()
    {
        if (ReadLine() is not { } line)
            return false;
        var words = line.Split(' ');
        var width = Number('W');
        var height = Number('H');
        if (words[0] != "YUV4MPEG2" || !words.Any(w => w.StartsWith("C420", StringComparison.Ordinal)))
            throw new CaptureException("ffmpeg gives pictures in a layout that is not known");
        if (!CaptureLimits.Allows(width, height))
            throw new CaptureException($"its pictures of {width} x {height} pixels are too large");
        (_width, _height) = (width, height);
        return true;

        int Number(char key) =>
            int.TryParse(
                (words.FirstOrDefault(w => w.StartsWith(key)) ?? "").TrimStart(key), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
    }

    /// <summary>Waits for the next picture.</summary>
    /// <returns>False when the stream ended.</returns>
    public bool TryRead(Picture picture)
    {
        if (ReadLine() is not { } line)
            return false;
        if (!line.StartsWith("FRAME", StringComparison.Ordinal))
            throw new CaptureException("ffmpeg gives pictures in a layout that is not known");

        // OpenCV accepts only pictures of an even size, with half-width rows side by side; for other sizes the planes are rearranged.
        var (evenWidth, evenHeight) = (_width & ~1, _height & ~1);
        picture.Pixels.Create(evenHeight * 3 / 2, evenWidth, MatType.CV_8UC1);
        var whole = Span(picture.Pixels);
        if (evenWidth == _width && evenHeight == _height)
        {
            if (!ReadExactly(whole))
                return false;
        }
        else if (!ReadCropped(whole, evenWidth, evenHeight))
        {
            return false;
        }

        picture.SetPixels(PixelLayout.I420, evenWidth, evenHeight);
        return true;
    }

    private bool ReadCropped(Span<byte> to, int width, int height)
    {
        var row = new byte[_width];
        for (var plane = 0; plane < 3; plane++)
        {
            var (fullWidth, fullHeight) = plane == 0 ? (_width, _height) : ((_width + 1) / 2, (_height + 1) / 2);
            var (takeWidth, takeHeight) = plane == 0 ? (width, height) : (width / 2, height / 2);
            for (var y = 0; y < fullHeight; y++)
            {
                var line = row.AsSpan(0, fullWidth);
                if (!ReadExactly(line))
                    return false;
                if (y >= takeHeight)
                    continue;
                line[..takeWidth].CopyTo(to);
                to = to[takeWidth..];
            }
        }

        return true;
    }

    private static unsafe Span<byte> Span(Mat mat) => new((void*)mat.Data, checked((int)(mat.Total() * mat.ElemSize())));

    private bool ReadExactly(Span<byte> to) => stream.ReadAtLeast(to, to.Length, throwOnEndOfStream: false) == to.Length;

    private string? ReadLine()
    {
        // Lines are short and rare, and picture data follows: reading byte by byte avoids reading too far.
        var line = new StringBuilder(16);
        Span<byte> one = stackalloc byte[1];
        while (line.Length < 1024)
        {
            if (stream.Read(one) == 0)
                return null;
            if (one[0] == '\n')
                return line.ToString();
            line.Append((char)one[0]);
        }

        throw new CaptureException("ffmpeg gives pictures in a layout that is not known");
    }
}
