using LiveParking.Cameras.Capture;

namespace LiveParking.Bench.Encode;

/// <summary>A size of a picture and the quality at which the product encodes it.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Quality">1 to 100.</param>
internal sealed record Shape(string Name, int Width, int Height, int Quality)
{
    private static readonly CameraOptions Camera = new();

    /// <summary>The picture sizes of cameras and of the two upper rungs.</summary>
    public static IReadOnlyList<Shape> All { get; } =
    [
        new("1080p", 1920, 1080, Camera.High.Quality),
        new("720p", 1280, 720, Camera.High.Quality),
        new("360p", 640, 360, Camera.Medium.Quality),
    ];
}
