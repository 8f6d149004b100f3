namespace LiveParking.GatewayTests;

/// <summary>The path of the repository.</summary>
internal static class Repository
{
    /// <summary>The top folder.</summary>
    public static string Top { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LiveParking.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie within the repository.");
    }
}
