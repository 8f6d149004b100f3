using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>
/// A piece of a picture with soft edges: blue, green, red and opacity, with colours premultiplied by the opacity. Colour without opacity is light
/// that is added.
/// </summary>
/// <param name="Pixels">Four bytes for each pixel.</param>
/// <param name="At">The position of its first pixel.</param>
internal sealed record Sprite(Mat Pixels, Point At) : IDisposable
{
    /// <summary>The part of the picture that it covers.</summary>
    public Rect Area => new(At, Pixels.Size());

    /// <summary>Draws it over a picture, within <paramref name="clip"/>.</summary>
    public unsafe void DrawOn(Mat picture, Rect clip)
    {
        var area = Area & clip & new Rect(0, 0, picture.Width, picture.Height);
        if (area.Width <= 0 || area.Height <= 0)
            return;
        var fromData = (byte*)Pixels.Data;
        var fromStep = Pixels.Step();
        var toData = (byte*)picture.Data;
        var toStep = picture.Step();
        for (var y = area.Top; y < area.Bottom; y++)
        {
            var from = fromData + ((y - At.Y) * fromStep) + ((area.Left - At.X) * 4);
            var to = toData + (y * toStep) + (area.Left * 3);
            for (var end = to + (area.Width * 3); to < end; to += 3, from += 4)
            {
                if (*(uint*)from == 0)
                    continue;
                var through = 255 - from[3];
                to[0] = (byte)Math.Min(255, from[0] + Over255(to[0] * through));
                to[1] = (byte)Math.Min(255, from[1] + Over255(to[1] * through));
                to[2] = (byte)Math.Min(255, from[2] + Over255(to[2] * through));
            }
        }
    }

    public void Dispose() => Pixels.Dispose();

    // Divides a product of two bytes by 255, rounded.
    private static int Over255(int product) => ((product + 128) * 257) >> 16;
}
