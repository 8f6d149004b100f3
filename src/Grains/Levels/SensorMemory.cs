using System.Security.Cryptography;
using System.Text;

namespace LiveParking.Grains.Levels;

/// <summary>The accepted readings of one sensor that are remembered, in the order of their time.</summary>
internal sealed record SensorMemory
{
    public static SensorMemory Empty { get; } = new();

    /// <summary>Newest time of a reading that was forgotten: what is not newer and not remembered is late.</summary>
    public DateTimeOffset? ForgottenUntil { get; init; }

    public RememberedReadings Recent { get; init; } = RememberedReadings.Empty;

    public bool Knows(long fingerprint) => Recent.Knows(fingerprint);

    public SensorMemory With(RememberedReading reading) => this with { Recent = Recent.With(reading) };

    public SensorMemory WithoutOldest(int count = 1) =>
        this with { ForgottenUntil = Recent[count - 1].At, Recent = Recent.WithoutOldest(count) };
}

/// <summary>One remembered reading; <see cref="RememberedReadingsConverter"/> stores it.</summary>
/// <param name="Fingerprint">64 bits of the SHA-256 of its id.</param>
/// <param name="At">The sensor's time.</param>
/// <param name="Change">Cars in (positive) or out (negative); 0 for an absolute count.</param>
internal readonly record struct RememberedReading(long Fingerprint, DateTimeOffset At, int Change)
{
    public static long FingerprintOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // An id has at most 128 characters.
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(id.Length)];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(id, text)], hash);
        return BitConverter.ToInt64(hash);
    }
}
