using System.Globalization;

namespace LiveParking.Bench.Measuring.Pictures;

/// <summary>The pictures of a run, as files: made once, so that every server sends the very same ones.</summary>
public static class PictureFolder
{
    /// <summary>The pattern of the names, as image sequences have it.</summary>
    public const string Pattern = "%04d.jpg";

    /// <summary>The file of a picture.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="number">From 0.</param>
    public static string FileOf(string folder, int number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:0000}.jpg"));

    /// <summary>Reads them, in their order.</summary>
    public static IReadOnlyList<byte[]> Read(string folder) => [.. Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
