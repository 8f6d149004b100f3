using System.Globalization;
using LiveParking.Grains.Interfaces.Levels;
using OpenCvSharp;

namespace LiveParking.Demo.Lots;

/// <summary>The caption of the picture: name, time and free spots. Redrawn only when one of them changes.</summary>
internal sealed class LotOverlay(string title, TimeProvider timeProvider) : IDisposable
{
    private const int Height = 58, Margin = 22, Radius = 16, Oversampling = 4;
    private static readonly Scalar White = new(250, 250, 250), Grey = new(200, 196, 192);

    private (long Second, Spots? Spots) _shown = (-1, null);
    private Sprite? _sprite;

    /// <summary>Draws the caption into a frame.</summary>
    public void DrawOn(Mat frame, Spots? spots)
    {
        var now = timeProvider.GetLocalNow();
        var content = (now.Ticks / TimeSpan.TicksPerSecond, spots);
        if (_sprite is null || _shown != content)
        {
            _sprite?.Dispose();
            _sprite = Render(now, spots);
            _shown = content;
        }

        _sprite.DrawOn(frame, new Rect(0, 0, frame.Width, frame.Height));
    }

    public void Dispose() => _sprite?.Dispose();

    private Sprite Render(DateTimeOffset now, Spots? spots)
    {
        var texts = new List<(string Text, double Size, double Weight, Scalar Color, int Gap)>
        {
            (title, 17, 0.135, White, 22),
            (now.ToString("HH:mm:ss", CultureInfo.InvariantCulture), 17, 0.115, Grey, 22),
        };
        if (spots is not null)
            texts.Add((spots.Available == 0 ? "FULL" : $"{spots.Available} FREE", 17, 0.15, Signal(spots), 0));
        var masks = texts.ConvertAll(text => Lettering.Mask(text.Text, text.Size, text.Weight));
        var width = (2 * Margin) + texts.Select((text, i) => masks[i].Width + (i < texts.Count - 1 ? text.Gap : 0)).Sum();
        var pixels = Plate(width);
        var x = Margin;
        for (var i = 0; i < texts.Count; i++)
        {
            using var mask = masks[i];

            // Text of one height is on one baseline, whatever its letters are.
            Stamp(pixels, mask, x, (Height - mask.Height) / 2, texts[i].Color);
            x += mask.Width + texts[i].Gap;
        }

        return new Sprite(pixels, new Point(24, LotView.Height - Height - 24));
    }

    private static Scalar Signal(Spots spots) => ((double)spots.Available / Math.Max(1, spots.Total)) switch
    {
        0 => new Scalar(96, 96, 255),
        < 0.1 => new Scalar(80, 190, 255),
        _ => new Scalar(150, 232, 130),
    };

    // Dark glass with round corners.
    private static Mat Plate(int width)
    {
        using var large = new Mat(Height * Oversampling, width * Oversampling, MatType.CV_8UC4, default);
        var (w, h, r) = (large.Width - 1, large.Height - 1, Radius * Oversampling);
        var glass = new Scalar(16, 13, 12, 178);
        Cv2.Rectangle(large, new Point(r, 0), new Point(w - r, h), glass, -1);
        Cv2.Rectangle(large, new Point(0, r), new Point(w, h - r), glass, -1);
        foreach (var corner in (Point[])[new(r, r), new(w - r, r), new(r, h - r), new(w - r, h - r)])
            Cv2.Circle(large, corner, r, glass, -1);
        var plate = new Mat();
        Cv2.Resize(large, plate, new Size(width, Height), 0, 0, InterpolationFlags.Area);
        return plate;
    }

    private static void Stamp(Mat plate, Mat mask, int x, int y, Scalar color)
    {
        var height = mask.Height;
        for (var row = 0; row < height; row++)
        {
            var from = mask.RowSpan<byte>(row);
            var to = plate.RowSpan<Vec4b>(y + row);
            for (var column = 0; column < from.Length; column++)
            {
                ref var pixel = ref to[x + column];
                var part = from[column] / 255.0;
                pixel = new Vec4b(
                    Mix(pixel.Item0, color.Val0, part), Mix(pixel.Item1, color.Val1, part),
                    Mix(pixel.Item2, color.Val2, part), Mix(pixel.Item3, 255, part));
            }
        }

        static byte Mix(byte under, double over, double part) => (byte)Math.Round((under * (1 - part)) + (over * part));
    }
}
