namespace LiveParking.EmbeddedStore;

/// <summary>
/// The folder of an embedded store while this process owns it. The lock is an operating-system lock on an open file: it ends with the process,
/// however the process ends, and never needs cleanup.
/// </summary>
internal sealed class StoreFolder : IDisposable
{
    private const int LockedOnLinux = 11, LockedOnMac = 35, LockedOnWindows = unchecked((int)0x80070020);

    private readonly FileStream _lock;

    private StoreFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>Creates the folder if it is missing, checks that it is writable, locks it and checks its format.</summary>
    /// <param name="dataFolder">The data folder of the program.</param>
    /// <exception cref="EmbeddedStoreException">It can't be created or written, another process owns it, or its format is unknown.</exception>
    public static StoreFolder Open(string dataFolder)
    {
        var data = System.IO.Path.GetFullPath(dataFolder);
        var path = System.IO.Path.Combine(data, "store");
        var file = Lock(data, path);
        try
        {
            StoreFormat.Ensure(path);
            return new StoreFolder(path, file);
        }
        catch (Exception exception)
        {
            file.Dispose();
            if (exception is UnauthorizedAccessException or IOException)
                throw NotWritable(data, exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string data, string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            RequireOwn(path);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw NotWritable(data, exception);
        }

        var lockFile = System.IO.Path.Combine(path, "lock");
        try
        {
            return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (exception.HResult is LockedOnLinux or LockedOnMac or LockedOnWindows)
        {
            throw new EmbeddedStoreException(
                $"The data folder '{data}' is in use by another Live Parking process: stop it, or choose another folder with --data.",
                exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw NotWritable(data, exception);
        }
    }

    /// <summary>State is private: on Unix only the owner may enter the folder.</summary>
    private static void RequireOwn(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static EmbeddedStoreException NotWritable(string data, Exception exception) =>
        new(
            $"The data folder '{data}' cannot be written ({FirstSentence(exception.Message)}): "
            + "give this user permission, or choose another folder with --data.",
            exception);

    private static string FirstSentence(string message) => message.Split('\n')[0].Trim().TrimEnd('.');
}
