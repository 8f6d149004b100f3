namespace LiveParking.Testing;

/// <summary>Paths in the repository.</summary>
public static class Repository
{
    /// <summary>The top folder.</summary>
    public static string Top { get; } = FindTop();

    /// <summary>The folder of the programs under test.</summary>
    public static string Programs { get; } = AppContext.BaseDirectory;

    /// <summary>
    /// The file of a program under test. A proof about speed runs what <c>./run</c> builds: <c>TEST_PROGRAMS</c> names that folder, whose programs go
    /// before those beside the tests.
    /// </summary>
    public static string Program(string assembly)
    {
        var file = $"LiveParking.{assembly}.dll";
        return Environment.GetEnvironmentVariable("TEST_PROGRAMS") is { Length: > 0 } folder && File.Exists(Path.Combine(folder, file))
            ? Path.Combine(folder, file)
            : Path.Combine(Programs, file);
    }

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
