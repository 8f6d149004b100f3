using System.Globalization;
using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Standalone;

/// <summary>The settings of the old sketch, with unchanged meaning: <c>CAMERA_DEVICE_ID</c>, <c>SOCKET_PORT</c>, <c>DEBUG</c>.</summary>
/// <param name="Camera">The capture device of the first location; null when none is set.</param>
/// <param name="Port">The listen port; null when not set.</param>
/// <param name="Debug">Whether everything is logged.</param>
internal sealed record SketchSettings(CameraOptions? Camera, int? Port, bool Debug)
{
    /// <summary>Reads them through <paramref name="variable"/>, which returns the text of an environment variable or null.</summary>
    /// <exception cref="InvalidRequestException">One of them can't be parsed.</exception>
    public static SketchSettings Read(Func<string, string?> variable)
    {
        var device = Number(variable, "CAMERA_DEVICE_ID", 0, 99, "the number of a capture device");
        var camera = device is null ? null : CameraOptionsParser.Parse(string.Create(CultureInfo.InvariantCulture, $"device-{device}=device:{device}"));
        // Everybody could watch the camera of the sketch.
        camera?.IsPublic = true;
        return new SketchSettings(
            camera,
            Number(variable, "SOCKET_PORT", 1, 65535, "a TCP port"),
            Flag(variable, "DEBUG"));
    }

    private static int? Number(Func<string, string?> variable, string name, int least, int most, string what)
    {
        if (variable(name) is not { Length: > 0 } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidRequestException($"{name} is {what}, {least} to {most}, not '{text}'.");
    }

    private static bool Flag(Func<string, string?> variable, string name) => variable(name)?.ToUpperInvariant() switch
    {
        null or "" or "FALSE" or "0" or "NO" => false,
        "TRUE" or "1" or "YES" => true,
        var text => throw new InvalidRequestException($"{name} is true or false, not '{text}'."),
    };
}
