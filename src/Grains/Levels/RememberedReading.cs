using System.Security.Cryptography;
using System.Text;

namespace LiveParking.Grains.Levels;

/// <summary>One remembered reading.</summary>
/// <param name="Fingerprint">64 bits of the SHA-256 of its id.</param>
/// <param name="At">Its time for ordering: the sensor's time, or the arrival when the sensor's clock was ahead.</param>
/// <param name="Change">Entries (positive) or exits (negative); 0 for an absolute count.</param>
/// <param name="Lead">Milliseconds by which the sensor's time is after <paramref name="At"/>.</param>
internal readonly record struct RememberedReading(long Fingerprint, DateTimeOffset At, int Change, int Lead = 0)
{
    /// <summary>The sensor's time.</summary>
    public DateTimeOffset Own => Lead == 0 ? At : At.AddMilliseconds(Lead);

    public static long FingerprintOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // An id has at most 128 characters.
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(id.Length)];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(id, text)], hash);
        return BitConverter.ToInt64(hash);
    }
}
