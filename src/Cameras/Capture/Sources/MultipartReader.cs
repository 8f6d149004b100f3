using System.Buffers.Text;
using System.Text;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Reads the JPEGs of a <c>multipart/x-mixed-replace</c> body (RFC 2046, section 5.1). It tolerates common camera errors: a boundary that includes
/// its dashes, parts without a length, wrong lengths, lines that end in a bare line feed.
/// </summary>
internal sealed class MultipartReader
{
    private const int MaxLine = 8 * 1024;

    private readonly Stream _body;
    private readonly byte[] _boundary;
    private readonly int _maxPart;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <param name="body">The body; read synchronously.</param>
    /// <param name="boundary">The boundary of the content type, with or without leading dashes.</param>
    /// <param name="maxPart">Maximum bytes of one part.</param>
    public MultipartReader(Stream body, string boundary, int maxPart)
    {
        _body = body;
        _boundary = Encoding.Latin1.GetBytes(boundary.TrimStart('-'));
        _maxPart = maxPart;
        if (_boundary.Length == 0)
            throw new CaptureException("the server names no boundary between its pictures");
    }

    /// <summary>Waits for the next part with a JPEG content type; other parts are skipped.</summary>
    /// <returns>An array of exactly the part's size.</returns>
    /// <exception cref="CaptureException">The body ended, is not multipart, or a part is too large.</exception>
    public byte[] Next()
    {
        for (var skipped = 0; ; skipped++)
        {
            SkipToPart();
            var (type, length) = ReadHead();
            var part = length is { } n ? ReadExactly(n) : ReadToBoundary();
            if (type is null or "image/jpeg" or "image/jpg" or "image/pjpeg")
                return part;
            if (skipped == 10)
                throw new CaptureException("the server sends parts that are not JPEG pictures");
        }
    }

    private void SkipToPart()
    {
        for (var skipped = 0; skipped <= _maxPart;)
        {
            var line = ReadLine();
            skipped += line.Length + 1;
            if (!line.StartsWith("--"u8) || !line.TrimStart((byte)'-').StartsWith(_boundary))
                continue;
            var rest = line.TrimStart((byte)'-')[_boundary.Length..];
            if (rest.StartsWith("--"u8))
                throw new CaptureException("the server ended the stream");
            if (rest.Trim(" \t"u8).IsEmpty)
                return;
        }

        throw new CaptureException("the server sends no boundary between its pictures");
    }

    private (string? Type, int? Length) ReadHead()
    {
        (string? type, int? length) = (null, null);
        for (var lines = 0; lines < 64; lines++)
        {
            var line = ReadLine();
            if (line.IsEmpty)
                return (type, length);
            var colon = line.IndexOf((byte)':');
            if (colon < 0)
                continue;
            var name = line[..colon].Trim(" \t"u8);
            var value = line[(colon + 1)..].Trim(" \t"u8);
            if (Ascii.EqualsIgnoreCase(name, "content-type"u8))
            {
                type = Encoding.Latin1.GetString(value).Split(';')[0].Trim().ToLowerInvariant();
            }
            else if (Ascii.EqualsIgnoreCase(name, "content-length"u8)
                && Utf8Parser.TryParse(value, out long number, out _) && number > 0)
            {
                if (number > _maxPart)
                    throw TooLarge();
                length = (int)number;
            }
        }

        throw new CaptureException("the server sends a part with too many headers");
    }

    private byte[] ReadExactly(int length)
    {
        var part = GC.AllocateUninitializedArray<byte>(length);
        var have = Math.Min(length, _end - _start);
        _buffer.AsSpan(_start, have).CopyTo(part);
        _start += have;
        while (have < length)
        {
            var read = _body.Read(part, have, length - have);
            if (read == 0)
                throw EndException();
            have += read;
        }

        return part;
    }

    // The part ends at the line break before a line of dashes and the boundary.
    private byte[] ReadToBoundary()
    {
        var searched = 0;
        while (true)
        {
            var have = _buffer.AsSpan(_start, _end - _start);
            var found = have[searched..].IndexOf(_boundary);
            if (found >= 0)
            {
                var line = searched + found;
                while (line > 0 && have[line - 1] == '-')
                    line--;
                if (line > 0 && have[line - 1] == '\n' && have[line..].StartsWith("--"u8))
                {
                    var end = line - 1;
                    if (end > 0 && have[end - 1] == '\r')
                        end--;
                    var part = have[..end].ToArray();
                    _start += line;
                    return part;
                }

                searched += found + 1;
                continue;
            }

            if (have.Length > _maxPart)
                throw TooLarge();
            searched = Math.Max(0, have.Length - _boundary.Length);
            Fill();
        }
    }

    /// <summary>The next line without its end. It is valid until the next read.</summary>
    private ReadOnlySpan<byte> ReadLine()
    {
        var searched = 0;
        while (true)
        {
            var have = _buffer.AsSpan(_start, _end - _start);
            var found = have[searched..].IndexOf((byte)'\n');
            if (found >= 0 || have.Length >= MaxLine)
            {
                var length = found >= 0 ? searched + found : have.Length;
                _start += found >= 0 ? length + 1 : length;
                var line = have[..length];
                return line.EndsWith("\r"u8) ? line[..^1] : line;
            }

            searched = have.Length;
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _body.Read(_buffer, _end, _buffer.Length - _end);
        if (read == 0)
            throw EndException();
        _end += read;
    }

    private static CaptureException EndException() => new("the server closed the connection");

    private CaptureException TooLarge() => new($"the server sends a part of more than {_maxPart / (1024 * 1024)} MiB");
}
