using System.Globalization;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Health;

/// <summary>The program of <c>./run</c>, with its data on a small in-memory disk that is mounted only for its own process and its children.</summary>
internal sealed class SmallDiskSystem : IAsyncDisposable
{
    private const string Mount = "mount -t tmpfs -o size=96m tmpfs \"$0\" && exec \"$@\"";

    private readonly TempFolder _folder = new();
    private Child? _child;

    private SmallDiskSystem()
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{FreePort.Next()}"));
        Directory.CreateDirectory(_folder["disk"]);
    }

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>The disk as the process sees it.</summary>
    private string Disk => $"/proc/{_child!.Id}/root{_folder["disk"]}";

    /// <summary>Starts it.</summary>
    public static async Task<SmallDiskSystem> StartAsync()
    {
        var system = new SmallDiskSystem();
        // Without root a user may mount in a separate user namespace.
        IEnumerable<string> unshare = Environment.IsPrivilegedProcess ? ["unshare", "--mount"] : ["unshare", "--user", "--map-root-user", "--mount"];
        system._child = await Child.StartAsync(
            "small-disk",
            system._folder.Path,
            [
                .. unshare, "sh", "-c", Mount, system._folder["disk"],
                "dotnet", Path.Combine(Repository.Programs, "LiveParking.Standalone.dll"), "--no-demo", "--data", system._folder["disk"],
                "--urls", system.Address.GetLeftPart(UriPartial.Authority),
            ]);
        return system;
    }

    /// <summary>The output of the command <c>token</c> for its keys.</summary>
    public async Task<string> TokenAsync(string role)
    {
        var keys = Directory.CreateDirectory(_folder["keys-copy/keys"]).FullName;
        await Eventually.HoldsAsync(() => Directory.Exists($"{Disk}/keys") && Directory.GetFiles($"{Disk}/keys", "*.key").Length > 0, "it has made its key");
        foreach (var key in Directory.GetFiles($"{Disk}/keys", "*.key"))
            File.Copy(key, Path.Combine(keys, Path.GetFileName(key)));
        return await TokenProgram.IssueAsync(_folder["keys-copy"], role);
    }

    /// <summary>Writes a file until there is no room left.</summary>
    public async Task FillAsync()
    {
        await using var file = new FileStream($"{Disk}/filler", FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var piece in new[] { 1024 * 1024, 4096 })
        {
            try
            {
                while (true)
                    await file.WriteAsync(new byte[piece]);
            }
            catch (IOException fault) when (fault.Message.Contains("No space left", StringComparison.Ordinal))
            {
                // A smaller piece may still fit.
            }
        }
    }

    /// <summary>Takes the file away.</summary>
    public void MakeRoom() => File.Delete($"{Disk}/filler");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
            await _child.DisposeAsync();
        _folder.Dispose();
    }
}
