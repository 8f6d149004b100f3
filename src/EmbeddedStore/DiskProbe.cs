namespace LiveParking.EmbeddedStore;

/// <summary>
/// Checks whether the disk accepts a write, next to the files of the store. A store that has met a full disk once writes nothing more until it is
/// restarted. A probe that detects the full disk first prevents that.
/// </summary>
public static class DiskProbe
{
    /// <summary>More than the store writes for one reading, so that the store never finds less room than the probe.</summary>
    private const int Bytes = 64 * 1024;

    /// <summary>Writes a file, flushes it and removes it.</summary>
    /// <param name="folder">The folder of the store.</param>
    /// <returns>The error, in one sentence; null when the write succeeded.</returns>
    public static string? Find(string folder)
    {
        var file = Path.Combine(folder, "probe");
        try
        {
            using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            stream.Write(new byte[Bytes]);
            stream.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The disk of '{folder}' takes no writes ({exception.Message.Split('\n')[0].Trim().TrimEnd('.')}): see whether it is full.";
        }
    }
}
