using LiveParking.Cameras.Capture.Masks;
using LiveParking.Grains.Interfaces.Cameras;
using OpenCvSharp;

namespace LiveParking.Cameras.Capture;

/// <summary>
/// Encodes the JPEGs of a picture, one for each watched rung. Each array is new, exactly as long as its JPEG and never changed afterwards, because it
/// is shared by reference. Not thread-safe.
/// </summary>
/// <param name="options">The camera.</param>
/// <param name="masks">Used for JPEG input only. Raw pixels are masked before encoding, in <see cref="PictureWorker"/>.</param>
/// <param name="meter">Counts decodes.</param>
internal sealed class RungEncoder(CameraOptions options, MaskPainter masks, CameraMeter meter) : IDisposable
{
    private static readonly CameraRung[] FromHighToLow = [CameraRung.High, CameraRung.Medium, CameraRung.Low];

    private readonly Mat _pixels = new();
    private readonly Mat[] _scaled = [new(), new(), new()];
    private readonly ImageEncodingParam[][] _parameters =
        [.. Enum.GetValues<CameraRung>().Select(rung => new[] { new ImageEncodingParam(ImwriteFlags.JpegQuality, options[rung].Quality) })];

    /// <summary>Encodes the rungs in <paramref name="demand"/>, the best one first.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="demand">The watched rungs.</param>
    /// <param name="emit">Receives each JPEG with its rung, width and height, and whether it was encoded here or came from the camera.</param>
    /// <returns>False when the picture is broken and a rung could not be encoded.</returns>
    public bool Encode(Picture picture, RungSet demand, Action<EncodedRung> emit)
    {
        if (CanPassThrough(picture) && demand.Holds(CameraRung.High))
        {
            emit(new EncodedRung(CameraRung.High, picture.Width, picture.Height, picture.Jpeg, PassedThrough: true));
            demand &= ~RungSet.High;
        }

        if (demand == RungSet.None)
            return true;

        var widest = FromHighToLow.Where(rung => demand.Holds(rung)).Max(rung => Math.Min(picture.Width, options[rung].MaxWidth));
        if (Pixels(picture, widest) is not { } from)
            return false;

        foreach (var rung in FromHighToLow)
        {
            if (!demand.Holds(rung))
                continue;

            // A smaller rung is scaled from the one above it, which has fewer pixels than the picture.
            var scaled = Scale(picture, from, rung);
            Cv2.ImEncode(".jpg", scaled, out var jpeg, _parameters[(int)rung]);
            emit(new EncodedRung(rung, scaled.Width, scaled.Height, jpeg, PassedThrough: false));
            if (scaled.Width <= from.Width)
                from = scaled;
        }

        return true;
    }

    public void Dispose()
    {
        _pixels.Dispose();
        foreach (var mat in _scaled)
            mat.Dispose();
    }

    // Encoded again when the JPEG has no Huffman tables, which some players need, or when there are masks: the original shows the hidden area.
    private bool CanPassThrough(Picture picture) =>
        picture.Layout == PixelLayout.Jpeg && masks.IsEmpty && picture.Width <= options.High.MaxWidth && picture.JpegHeader.HasHuffmanTables;

    private Mat? Pixels(Picture picture, int widest)
    {
        switch (picture.Layout)
        {
            case PixelLayout.Bgr:
                return picture.Pixels;

            case PixelLayout.I420:
                Cv2.CvtColor(picture.Pixels, _pixels, ColorConversionCodes.YUV2BGR_I420);
                return _pixels;

            default:
                meter.Decoded(DecodePurpose.Rungs);
                using (var decoded = JpegDecoder.Decode(picture.Jpeg, Reduction(picture.Width, widest)))
                {
                    if (decoded is null)
                        return null;
                    decoded.CopyTo(_pixels);
                }

                masks.Paint(_pixels, Scalar.Black);

                return _pixels;
        }
    }

    // The decoder can skip fine detail that the rungs do not need, which costs a fraction of a full decode.
    private static ImreadModes Reduction(int width, int needed) => (width / Math.Max(1, needed)) switch
    {
        >= 8 => ImreadModes.ReducedColor8,
        >= 4 => ImreadModes.ReducedColor4,
        >= 2 => ImreadModes.ReducedColor2,
        _ => ImreadModes.Color,
    };

    private Mat Scale(Picture picture, Mat from, CameraRung rung)
    {
        var width = Math.Min(picture.Width, options[rung].MaxWidth);
        if (from.Width <= width)
            return from;
        var height = Math.Max(1, (int)Math.Round((double)picture.Height * width / picture.Width));
        var to = _scaled[(int)rung];

        // Area averaging is fast only for whole factors (1920 to 1280 took 16 ms, linear 2 ms), and below 2 it looks no better.
        var filter = from.Width < 2 * width ? InterpolationFlags.Linear : InterpolationFlags.Area;
        Cv2.Resize(from, to, new Size(width, height), 0, 0, filter);
        return to;
    }
}

/// <summary>One picture on one rung.</summary>
/// <param name="Rung">The quality step.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Jpeg">Never changes afterwards.</param>
/// <param name="PassedThrough">Whether it is the camera's own JPEG.</param>
internal readonly record struct EncodedRung(CameraRung Rung, int Width, int Height, byte[] Jpeg, bool PassedThrough);
