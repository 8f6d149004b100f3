using LiveParking.Grains.Interfaces;

namespace LiveParking.Cameras.Capture;

/// <summary>Parses the command-line form of a camera: <c>ID[@LOCATION[/LEVEL]]=SOURCE</c>.</summary>
public static class CameraOptionsParser
{
    /// <summary>The form, for help texts and messages.</summary>
    public const string Form = "ID[@LOCATION[/LEVEL]]=SOURCE";

    /// <summary>Parses one camera.</summary>
    /// <param name="text">For example <c>gate@pakuwon-basement/upper-basement=rtsp://…</c>.</param>
    /// <exception cref="InvalidRequestException">The text is malformed; the message says what is wrong and never contains the source.</exception>
    public static CameraOptions Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            throw new InvalidRequestException($"A camera is written {Form}, as in gate@my-site=device:0; this one has no '='.");

        var (id, levelPath) = Split(text[..equals], '@');
        Slug.Require(id, "camera id");
        string? location = null, level = null;
        if (levelPath is not null)
        {
            (location, level) = Split(levelPath, '/');
            Slug.Require(location, $"location id of camera '{id}'");
            if (level is not null)
                Slug.Require(level, $"level id of camera '{id}'");
        }

        var source = text[(equals + 1)..];
        try
        {
            CameraSourceAddress.Parse(source);
        }
        catch (InvalidRequestException fault)
        {
            throw new InvalidRequestException($"Camera '{id}': {fault.Message}");
        }

        return new CameraOptions { Id = id, LocationId = location, LevelId = level, Source = source };
    }

    private static (string First, string? Second) Split(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
