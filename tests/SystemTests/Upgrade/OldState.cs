using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Upgrade;

/// <summary>The unpacked state of an earlier release. <c>Data/make</c> has made it with the programs of that release.</summary>
internal sealed class OldState : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _tokens;

    private OldState(string archive)
    {
        using (var file = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
            TarFile.ExtractToDirectory(file, _folder.Path, overwriteFiles: true);
        _tokens = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(_folder["tokens.json"]))!;
        using var expected = JsonDocument.Parse(File.ReadAllText(_folder["expected.json"]));
        Expected = expected.RootElement.Clone();
    }

    /// <summary>The folder with its token keys and, of a standalone system, its store.</summary>
    public string DataFolder => _folder["data"];

    /// <summary>The data of Redis; only of a cluster.</summary>
    public string RedisDump => _folder["dump.rdb"];

    /// <summary>The release's own report of its state before it was stopped.</summary>
    public JsonElement Expected { get; }

    /// <summary>The releases of which there is state of one kind: <c>embedded</c> or <c>redis</c>.</summary>
    public static IEnumerable<string> ReleasesWith(string kind) =>
        Directory.EnumerateFiles(Folder, $"{kind}-*.tar.gz").Select(file => Path.GetFileName(file)[(kind.Length + 1)..^".tar.gz".Length]).Order();

    /// <summary>Unpacks it.</summary>
    public static OldState Unpack(string kind, string release) => new(Path.Combine(Folder, $"{kind}-{release}.tar.gz"));

    /// <summary>A token that the release printed: <c>viewer</c>, <c>sensor</c>, <c>operator</c>, <c>admin</c> for all, <c>limited</c> a sensor of <c>plain</c>.</summary>
    public string Token(string name) => _tokens[name];

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Folder { get; } = Path.Combine(Repository.Top, "tests", "SystemTests", "Upgrade", "Data");
}
