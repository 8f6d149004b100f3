using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Clients;

/// <summary>The packages of the JavaScript client.</summary>
internal static class StockClientPackages
{
    private static readonly Lazy<Task> Installed = new(InstallOnceAsync);

    /// <summary>Installs them when they are not there yet.</summary>
    public static Task InstallAsync() => Installed.Value;

    private static async Task InstallOnceAsync()
    {
        var stamp = new FileInfo(Path.Combine(Repository.StockClient, "node_modules", ".package-lock.json"));
        var wanted = new FileInfo(Path.Combine(Repository.StockClient, "package-lock.json"));
        if (stamp.Exists && stamp.LastWriteTimeUtc >= wanted.LastWriteTimeUtc)
            return;
        await using var npm = await Child.StartAsync("npm", Repository.StockClient, ["npm", "ci", "--silent"]);
        Assert.True(await npm.ExitAsync() == 0, npm.Tail());
    }
}
