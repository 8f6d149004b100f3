using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Reads the data of an RTSP server (RFC 2326): responses, requests and interleaved packets. It forwards each in one strict form, so that ffmpeg
/// cannot interpret it differently. A redirect is never forwarded.
/// </summary>
/// <param name="from">The server's data; read synchronously.</param>
/// <param name="to">Receives the forwarded data.</param>
internal sealed partial class RtspMessageReader(Stream from, Stream to)
{
    private const int MaxLine = 4000, MaxLines = 200, MaxBody = 1024 * 1024, MaxJunk = 256 * 1024;

    /// <summary>Shorter packets contain neither RTP nor RTCP, and ffmpeg treats them as text.</summary>
    private const int MinPacket = 8;

    private const string NotRtsp = "the server does not speak RTSP as it should";

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Forwards messages and packets until the server ends the connection.</summary>
    /// <exception cref="CaptureException">The server redirects, or does not speak RTSP.</exception>
    /// <exception cref="IOException">A connection broke.</exception>
    public void CopyAll()
    {
        var junk = 0;
        while (TryFill(1))
        {
            if (_buffer[_start] == '$')
            {
                if (!TryCopyPacket())
                    return;
                junk = 0;
                continue;
            }

            if (ReadLine() is not { } line)
                return;
            if (IsHead(line))
            {
                if (!TryCopyMessage(line))
                    return;
                junk = 0;
                continue;
            }

            // Some cameras send more than they announce. The excess ends at the next line or packet.
            junk += line.Length + 1;
            if (junk > MaxJunk)
                throw new CaptureException(NotRtsp);
        }
    }

    private static bool IsHead(string line)
    {
        if (StatusLine().Match(line) is { Success: true } status)
        {
            var code = int.Parse(status.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            return code is >= 300 and < 400 ? throw new CaptureException(ConnectionReasons.Redirect(code)) : true;
        }

        if (RequestLine().Match(line) is not { Success: true } request)
            return false;
        return request.Groups[1].ValueSpan.Equals("REDIRECT", StringComparison.OrdinalIgnoreCase)
            ? throw new CaptureException(ConnectionReasons.Redirect(null))
            : true;
    }

    private bool TryCopyPacket()
    {
        if (!TryFill(4))
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start + 2));
        if (length >= MinPacket)
            return TryCopy(4 + length, isPassedOn: true);
        return TryCopy(4 + length, isPassedOn: false);
    }

    private bool TryCopyMessage(string head)
    {
        var message = new StringBuilder(head).Append("\r\n");
        int? body = null;
        for (var lines = 0; ; lines++)
        {
            if (ReadLine() is not { } line)
                return false;
            if (line.Length == 0)
                break;
            if (lines == MaxLines)
                throw new CaptureException(NotRtsp);
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                body = body is null ? BodyLength(line["Content-Length:".Length..]) : throw new CaptureException(NotRtsp);

            // ffmpeg treats a line that begins with $ as a packet.
            if (line[0] != '$')
                message.Append(line).Append("\r\n");
        }

        to.Write(Encoding.Latin1.GetBytes(message.Append("\r\n").ToString()));
        return TryCopy(body ?? 0, isPassedOn: true);
    }

    private static int BodyLength(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= MaxBody
            ? length
            : throw new CaptureException(NotRtsp);

    /// <summary>The next line without its end and without control characters; null when the stream ended.</summary>
    private string? ReadLine()
    {
        for (var searched = 0; ;)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, searched + found);
                _start += searched + found + 1;
                return ControlCharacters().Replace(line, "");
            }

            searched = _end - _start;
            if (searched > MaxLine)
                throw new CaptureException(NotRtsp);
            if (!TryFill(searched + 1))
                return null;
        }
    }

    private bool TryCopy(int count, bool isPassedOn)
    {
        while (count > 0)
        {
            if (!TryFill(1))
                return false;
            var part = Math.Min(count, _end - _start);
            if (isPassedOn)
                to.Write(_buffer, _start, part);
            _start += part;
            count -= part;
        }

        return true;
    }

    /// <summary>Waits until this many bytes are in the buffer; flushes forwarded data first.</summary>
    private bool TryFill(int count)
    {
        if (_end - _start >= count)
            return true;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < count)
        {
            to.Flush();
            var read = from.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                to.Flush();
                return false;
            }

            _end += read;
        }

        return true;
    }

    [GeneratedRegex(@"^RTSP/[0-9]\.[0-9] +([0-9]{3})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^([A-Z_]{3,32}) +\S+ +RTSP/[0-9]\.[0-9] *$", RegexOptions.CultureInvariant)]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"[\x00-\x08\x0A-\x1F\x7F]", RegexOptions.CultureInvariant)]
    private static partial Regex ControlCharacters();
}
