using System.Security.Cryptography;
using System.Text;

namespace LiveParking.Grains.Levels;

/// <summary>One remembered reading.</summary>
/// <param name="Fingerprint">64 bits of the SHA-256 of its id.</param>
/// <param name="At">The sensor's time, Unix milliseconds.</param>
/// <param name="Change">Cars in (positive) or out (negative); 0 for what is no entry or exit.</param>
internal readonly record struct RememberedReading(long Fingerprint, long At, int Change)
{
    private const int LongestId = 128;

    public static long FingerprintOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> text = stackalloc byte[LongestId * 3];
        if (id.Length <= LongestId)
            SHA256.HashData(text[..Encoding.UTF8.GetBytes(id, text)], hash);
        else
            SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return BitConverter.ToInt64(hash);
    }
}
