using System.Text.RegularExpressions;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Turns ffmpeg's output into a reason for people. Only known phrases become reasons, because ffmpeg prints the address with its password.
/// </summary>
internal sealed partial class FfmpegErrors
{
    private const int MaxLines = 20;

    private const string StreamEnded = "the server ended the stream";

    private const string TooLarge = "exceeds specified max pixel count";

    private static readonly (string Phrase, string Reason)[] Known =
    [
        (TooLarge, "its pictures are too large"),
        ("Cannot allocate memory", "its pictures need more memory to decode than the camera's limit allows"),
        ("get_buffer() failed", "its pictures need more memory to decode than the camera's limit allows"),
        ("401 Unauthorized", "401 Unauthorized: the user name or password is missing or wrong"),
        ("403 Forbidden", "403 Forbidden: the user may not watch this camera"),
        ("404 Not Found", "404 Not Found: the server has no such stream"),
        ("Connection refused", "connection refused"),
        ("Failed to resolve", "the host name cannot be resolved"),
        ("No route to host", "the host cannot be reached"),
        ("Network is unreachable", "the host cannot be reached"),
        ("Connection timed out", "the server does not answer"),
        ("Operation timed out", "the server does not answer"),
        ("Connection reset", "the connection broke"),
        ("Broken pipe", "the connection broke"),
        ("Server returned 4", "the server refuses the stream"),
        ("Server returned 5", "the server has an error of its own"),
        ("Nonmatching transport", "the server does not offer RTSP over TCP"),
        ("does not contain any stream", "the stream has no video"),
        ("Output file #0 does not contain", "the stream has no video"),
        ("Unknown decoder", "ffmpeg cannot decode this kind of video"),
        ("Decoder (codec", "ffmpeg cannot decode this kind of video"),
        ("TLS", "the encrypted connection cannot be made"),
    ];

    /// <summary>ffmpeg prints this also for one damaged picture of a stream that is well otherwise, so it is no reason once pictures have come.</summary>
    private static readonly (string Phrase, string Reason) NoStream = ("Invalid data found", "the server does not speak RTSP as it should");

    private readonly Queue<string> _lines = new();
    private readonly object _lock = new();

    /// <summary>Whether ffmpeg rejected a picture because of its size.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Adds one line.</summary>
    /// <returns>The line without secrets, for the log.</returns>
    public string Add(string line)
    {
        var safe = Addresses().Replace(line, "…");
        IsTooLarge |= line.Contains(TooLarge, StringComparison.Ordinal);
        lock (_lock)
        {
            _lines.Enqueue(safe);
            if (_lines.Count > MaxLines)
                _lines.Dequeue();
        }

        return safe;
    }

    /// <summary>The reason why ffmpeg ended, from its last lines.</summary>
    /// <param name="exitCode">0 when ffmpeg reports a normal end of the stream.</param>
    /// <param name="hadPictures">Whether ffmpeg had decoded pictures before it ended.</param>
    public string Reason(int exitCode, bool hadPictures)
    {
        lock (_lock)
        {
            foreach (var (phrase, reason) in Known)
            {
                if (Printed(phrase))
                    return reason;
            }

            if (Printed(NoStream.Phrase))
                return hadPictures ? StreamEnded : NoStream.Reason;
        }

        return exitCode == 0 ? StreamEnded : $"ffmpeg ended with code {exitCode}; the debug log of its silo has what it said";
    }

    private bool Printed(string phrase) => _lines.Any(line => line.Contains(phrase, StringComparison.Ordinal));

    // Every word with a scheme or an @ within it; in ffmpeg's own [rtsp @ 0x1234] the @ is between spaces.
    [GeneratedRegex(@"\S*://\S*|\S+@\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();
}
