namespace LiveParking.Bench.Measuring.Sockets;

/// <summary>Keeps the start of a message, and of some all of it, while its bytes come.</summary>
public sealed class MessageBuffer
{
    /// <summary>Maximum number of bytes kept of each message.</summary>
    public const int StartBytes = 1024;

    private byte[] _bytes = new byte[StartBytes];
    private bool _all;

    /// <summary>Bytes that came so far.</summary>
    public int Length { get; private set; }

    /// <summary>Whether all of them are kept.</summary>
    public bool IsWhole => Length <= Kept;

    /// <summary>The kept bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Math.Min(Length, Kept));

    private int Kept => _all ? _bytes.Length : StartBytes;

    /// <summary>Begins a message.</summary>
    /// <param name="all">Whether all of it is kept.</param>
    public void Begin(bool all) => (Length, _all) = (0, all);

    /// <summary>Adds the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> part)
    {
        if (_all && Length + part.Length > _bytes.Length)
            Array.Resize(ref _bytes, (Length + part.Length) * 2);
        if (Length < Kept)
            part[..Math.Min(part.Length, Kept - Length)].CopyTo(_bytes.AsSpan(Length));
        Length += part.Length;
    }
}
