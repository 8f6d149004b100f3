using System.Globalization;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Cameras.Capture;

/// <summary>
/// The address of a camera's source. <see cref="ToString"/> is safe to log. For a network address it shows only scheme, host and port, because
/// cameras take passwords in the user part, in the path and in the query.
/// </summary>
public abstract record CameraSourceAddress
{
    private const string Forms = "device:N, rtsp://…, http(s)://…, file:PATH or demo:NAME";

    private CameraSourceAddress()
    {
    }

    /// <summary>The display form, without secrets.</summary>
    public abstract string Display { get; }

    /// <summary>Parses an address.</summary>
    /// <param name="text"><c>device:N</c>, <c>rtsp(s)://…</c>, <c>http(s)://…</c>, <c>file:PATH</c> or <c>demo:NAME</c>.</param>
    /// <exception cref="InvalidRequestException">The text has none of these forms. The message does not contain the address.</exception>
    public static CameraSourceAddress Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new InvalidRequestException($"A camera source is missing; it has the form {Forms}.");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        var rest = text[(colon + 1)..];
        return scheme switch
        {
            "device" => ParseDevice(rest),
            "file" => ParseFile(rest),
            "demo" => Slug.IsValid(rest)
                ? new Demo(rest)
                : throw new InvalidRequestException($"The name of a demo source must have the form {Slug.Pattern}, as in demo:upper-basement."),
            "rtsp" or "rtsps" => new Rtsp(ParseNetwork(text, scheme)),
            "http" or "https" => new Mjpeg(ParseNetwork(text, scheme)),
            _ => throw new InvalidRequestException($"A camera source has the form {Forms}; this one begins with none of these words."),
        };
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Display;

    private static Device ParseDevice(string rest) =>
        int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= 255
            ? new Device(index)
            : throw new InvalidRequestException("A capture device is written device:N with N from 0 to 255, as in device:0.");

    private static File ParseFile(string rest)
    {
        // People paste file:///path and file://path; both mean the path.
        var path = rest.StartsWith("//", StringComparison.Ordinal) ? rest[2..] : rest;
        return path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)
            ? throw new InvalidRequestException("A file source is written file:PATH, as in file:/srv/video/entrance.mp4.")
            : new File(path);
    }

    private static Uri ParseNetwork(string text, string scheme)
    {
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            throw new InvalidRequestException($"A {scheme}:// camera source contains a space or a control character; write it as %20 and the like.");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Fragment.Length != 0)
            throw new InvalidRequestException(
                $"A {scheme}:// camera source is not a valid address; in a user name or password write @ : / ? # as %40 %3A %2F %3F %23.");
        return uri;
    }

    private static string Redact(Uri uri) =>
        $"{uri.Scheme}://{(uri.IsDefaultPort || uri.Port < 0 ? uri.Host : $"{uri.Host}:{uri.Port}")}{(uri.PathAndQuery is "/" or "" ? "" : "/…")}";

    /// <summary>A capture device of this machine.</summary>
    /// <param name="Index">0 is <c>/dev/video0</c>; 0 to 255.</param>
    public sealed record Device(int Index) : CameraSourceAddress
    {
        /// <inheritdoc/>
        public override string Display => $"device:{Index}";
    }

    /// <summary>A video file, played in a loop at its own frame rate.</summary>
    /// <param name="Path">Absolute, or relative to the working directory.</param>
    public sealed record File(string Path) : CameraSourceAddress
    {
        /// <inheritdoc/>
        public override string Display => $"file:{Path}";
    }

    /// <summary>A rendered parking lot.</summary>
    /// <param name="Name">A slug; it seeds the lot and selects its occupancy.</param>
    public sealed record Demo(string Name) : CameraSourceAddress
    {
        /// <inheritdoc/>
        public override string Display => $"demo:{Name}";
    }

    /// <summary>An RTSP server.</summary>
    /// <param name="Address">With user name and password, if needed.</param>
    public sealed record Rtsp(Uri Address) : CameraSourceAddress
    {
        /// <inheritdoc/>
        public override string Display => Redact(Address);
    }

    /// <summary>An HTTP server that sends JPEGs as <c>multipart/x-mixed-replace</c>.</summary>
    /// <param name="Address">With user name and password, if needed.</param>
    public sealed record Mjpeg(Uri Address) : CameraSourceAddress
    {
        /// <inheritdoc/>
        public override string Display => Redact(Address);
    }
}
