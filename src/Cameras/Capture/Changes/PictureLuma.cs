using LiveParking.Cameras.Capture.Masks;
using OpenCvSharp;

namespace LiveParking.Cameras.Capture.Changes;

/// <summary>
/// The brightness of the newest picture, in full size and as the means of its squares of 8 x 8 pixels, with masked parts black. Each is computed only
/// on demand. A JPEG with the same bytes as the previous one is not decoded again. Not thread-safe.
/// </summary>
internal sealed class PictureLuma(MaskPainter masks, CameraMeter meter) : IDisposable
{
    private const int Cell = 8;

    private readonly Mat _means = new();
    private readonly Mat _whole = new();
    private Picture _picture = null!;
    private byte[] _meansOf = [];
    private byte[] _wholeOf = [];
    private bool _hasMeans;
    private bool _hasWhole;
    private bool _failed;

    /// <summary>Moves to the next picture. Pixels must already be masked.</summary>
    public void Take(Picture picture) => (_picture, _hasMeans, _hasWhole, _failed) = (picture, false, false, false);

    /// <summary>Whether the picture could be decoded; null before the first request.</summary>
    public bool? IsDecoded => _failed ? false : _hasMeans || _hasWhole ? true : null;

    /// <summary>The mean brightness of each square of 8 x 8 pixels; null when the picture is broken. Changes with the next picture.</summary>
    public Mat? Means()
    {
        if (_hasMeans)
            return _means;
        switch (_picture.Layout)
        {
            case PixelLayout.Jpeg:
                if (!_picture.Jpeg.AsSpan().SequenceEqual(_meansOf) && !TryDecode(ImreadModes.ReducedGrayscale8, DecodePurpose.Change, _means))
                {
                    _meansOf = [];
                    return null;
                }

                _meansOf = _picture.Jpeg;
                break;

            case PixelLayout.Bgr:
                Cv2.Resize(Whole()!, _means, CellsOf(_picture), 0, 0, InterpolationFlags.Area);
                break;

            default:
                using (var plane = _picture.Pixels.RowRange(0, _picture.Height))
                    Cv2.Resize(plane, _means, CellsOf(_picture), 0, 0, InterpolationFlags.Area);
                break;
        }

        _hasMeans = true;
        return _means;
    }

    /// <summary>The brightness of each pixel; null when the picture is broken. Changes with the next picture.</summary>
    public Mat? Whole()
    {
        if (_hasWhole)
            return _whole;
        switch (_picture.Layout)
        {
            case PixelLayout.Jpeg:
                if (!_picture.Jpeg.AsSpan().SequenceEqual(_wholeOf) && !TryDecode(ImreadModes.Grayscale, DecodePurpose.Life, _whole))
                {
                    _wholeOf = [];
                    return null;
                }

                _wholeOf = _picture.Jpeg;
                break;

            case PixelLayout.Bgr:
                Cv2.CvtColor(_picture.Pixels, _whole, ColorConversionCodes.BGR2GRAY);
                break;

            default:
                using (var plane = _picture.Pixels.RowRange(0, _picture.Height))
                    plane.CopyTo(_whole);
                break;
        }

        _hasWhole = true;
        return _whole;
    }

    public void Dispose()
    {
        _means.Dispose();
        _whole.Dispose();
    }

    private static Size CellsOf(Picture picture) => new(Math.Max(1, picture.Width / Cell), Math.Max(1, picture.Height / Cell));

    private bool TryDecode(ImreadModes mode, DecodePurpose purpose, Mat to)
    {
        meter.Decoded(purpose);
        using var decoded = JpegDecoder.Decode(_picture.Jpeg, mode);
        if (decoded is null)
        {
            _failed = true;
            return false;
        }

        decoded.CopyTo(to);
        masks.Paint(to, Scalar.Black);
        return true;
    }
}
