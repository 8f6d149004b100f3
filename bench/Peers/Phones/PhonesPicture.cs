using LiveParking.Peers.Source;

namespace LiveParking.Peers.Phones;

/// <summary>A camera that has a picture whenever one is asked for.</summary>
/// <param name="data">The picture.</param>
/// <param name="timeProvider">The clock of captures.</param>
internal sealed class PhonesPicture(byte[] data, TimeProvider timeProvider)
{
    public CameraFrame Take(string camera)
    {
        var now = timeProvider.GetUtcNow();
        return new CameraFrame
        {
            CameraId = camera,
            // The same on all servers, so that it only grows for a phone that comes from another one.
            Sequence = now.ToUnixTimeMilliseconds(),
            CapturedAt = now.ToUnixTimeMilliseconds(),
            Rung = "low",
            Width = 320,
            Height = 180,
            ContentType = "image/jpeg",
            Data = data,
        };
    }
}
