namespace LiveParking.Testing;

/// <summary>Paths in the repository.</summary>
public static class Repository
{
    /// <summary>The top folder.</summary>
    public static string Top { get; } = FindTop();

    /// <summary>The folder of the programs under test.</summary>
    public static string Programs { get; } = AppContext.BaseDirectory;

    /// <summary>The folder of the client in JavaScript.</summary>
    public static string StockClient { get; } = Path.Combine(Top, "tests", "StockClient");

    /// <summary>The output of the programs during the last run.</summary>
    public static string Logs { get; } = MakeLogs();

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LiveParking.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie within the repository.");
    }

    private static string MakeLogs()
    {
        var folder = Path.Combine(Top, "artifacts", "system-tests");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }
}
