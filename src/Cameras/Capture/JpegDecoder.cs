using OpenCvSharp;

namespace LiveParking.Cameras.Capture;

/// <summary>Decodes camera JPEGs, which may be broken.</summary>
internal static class JpegDecoder
{
    /// <summary>Decodes a JPEG without applying its EXIF orientation.</summary>
    /// <returns>Null when it is broken; the caller counts it.</returns>
    public static Mat? Decode(byte[] jpeg, ImreadModes mode)
    {
        try
        {
            var decoded = Cv2.ImDecode(jpeg, mode | ImreadModes.IgnoreOrientation);
            if (!decoded.Empty())
                return decoded;
            decoded.Dispose();
            return null;
        }
        catch (OpenCVException)
        {
            return null;
        }
    }
}
