using System.Text.Json;

namespace LiveParking.Cameras.Capture.Configuration;

/// <summary>
/// Parses a camera file: a JSON array of cameras, or an object with such an array as <c>cameras</c>. Comments and trailing commas are allowed. No
/// message contains the value of a source.
/// </summary>
public static class CameraFile
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Form = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="faults">Receives the errors, a sentence each.</param>
    /// <returns>The cameras that could be parsed.</returns>
    public static IReadOnlyList<CameraOptions> Read(string path, ICollection<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MaxBytes)
            {
                faults.Add($"The file of cameras '{path}' has more than {MaxBytes / 1024} KiB.");
                return [];
            }

            return Parse(File.ReadAllText(path), $"'{path}'", faults);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add($"There is no file of cameras '{path}'.");
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            faults.Add(Directory.Exists(path) ? $"'{path}' is a folder, not a file of cameras." : $"The file of cameras '{path}' cannot be read.");
        }

        return [];
    }

    /// <summary>Parses the content of a file.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <param name="faults">Receives the errors, a sentence each.</param>
    /// <returns>The cameras that could be parsed.</returns>
    public static IReadOnlyList<CameraOptions> Parse(string json, string file, ICollection<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        try
        {
            using var document = JsonDocument.Parse(json, Form);
            var cameras = document.RootElement;
            if (cameras.ValueKind == JsonValueKind.Object)
            {
                var root = new JsonFields(cameras, $"File {file}", faults);
                cameras = root.Take("cameras") ?? default;
                root.RefuseOthers();
            }

            if (cameras.ValueKind != JsonValueKind.Array)
            {
                faults.Add($"File {file} must be an array of cameras, or an object with the array 'cameras'.");
                return [];
            }

            return [.. cameras.EnumerateArray().Select((camera, index) => CameraReader.Read(camera, $"Camera {index + 1} of {file}", faults))];
        }
        catch (JsonException fault)
        {
            // The exception's message may contain text of the file.
            faults.Add(fault.LineNumber is { } line
                ? $"File {file} is not JSON: see line {line + 1}, byte {fault.BytePositionInLine + 1}."
                : $"File {file} is not JSON, or names something twice.");
            return [];
        }
    }
}
