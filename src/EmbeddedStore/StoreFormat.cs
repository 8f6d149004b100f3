using System.Text.Json;

namespace LiveParking.EmbeddedStore;

/// <summary>The content of <c>format.json</c> in a store folder, so that a later version can migrate or reject it.</summary>
/// <param name="Format">The layout version of this folder; grows when old code could not read it.</param>
/// <param name="Engine">The engine that wrote the other files.</param>
/// <param name="EngineVersion">The version of the engine that created the folder.</param>
internal sealed record StoreFormat(int Format, string Engine, string EngineVersion)
{
    /// <summary>The layout that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    private const string FileName = "format.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static StoreFormat Current => new(CurrentFormat, "garnet", typeof(Garnet.GarnetServer).Assembly.GetName().Version?.ToString(3) ?? "unknown");

    /// <summary>Reads the marker of a folder, or writes it into a folder without a store.</summary>
    /// <exception cref="EmbeddedStoreException">An unknown program or version wrote the folder.</exception>
    public static void Ensure(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            if (Directory.EnumerateDirectories(folder).Any())
            {
                throw new EmbeddedStoreException(
                    $"The folder '{folder}' holds files of a store but no {FileName}: "
                    + "restore the whole folder from a backup, or use another data folder.");
            }

            Write(path);
            return;
        }

        var found = Read(path);
        if (found.Engine != Current.Engine || found.Format > CurrentFormat)
        {
            throw new EmbeddedStoreException(
                $"The store in '{folder}' has format {found.Engine} {found.Format}, and this version reads up to "
                + $"{Current.Engine} {CurrentFormat}: use the newer version that wrote it.");
        }
    }

    private static StoreFormat Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<StoreFormat>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new EmbeddedStoreException($"The file '{path}' cannot be read: restore the whole folder from a backup.", exception);
        }
    }

    /// <summary>Writes to a temporary name, flushes and renames, so that the final name never has a half-written marker.</summary>
    private static void Write(string path)
    {
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, Current, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
