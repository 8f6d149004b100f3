namespace LiveParking.Testing;

/// <summary>A temporary folder that is deleted after use.</summary>
public sealed class TempFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("live-parking-").FullName;

    /// <summary>A path within it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    /// <remarks>A store that has just ended may still be closing a file, for which the folder is not empty.</remarks>
    public void Dispose()
    {
        if (!SpinWait.SpinUntil(TryDelete, Patience))
            Directory.Delete(Path, recursive: true);
    }

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (IOException) when (Directory.Exists(Path))
        {
            return false;
        }
    }
}
