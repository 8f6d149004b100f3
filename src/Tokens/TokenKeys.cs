using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.Tokens;

/// <summary>
/// The keys of tokens in a folder: the files <see cref="TokenKeyFile"/>. All valid keys are accepted. Of the keys that can sign, the one whose file name
/// sorts last signs. Keys can be added or removed at run time: the folder is read again every 2 s. Looking up a key never touches the disk. Thread-safe.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="use">What the keys are for. Only an issuer creates a first key, when the folder has none that signs at the first read.</param>
/// <param name="logger">Logs files that are not keys, and the loss of all keys.</param>
internal sealed partial class TokenKeys(string folder, TokenKeyUse use, ILogger? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger.Instance;
    private readonly Lock _reading = new();
    private readonly Dictionary<string, SkippedFile> _skipped = [];
    private volatile TokenKeyRing? _ring;
    private bool _isOutOfReach;

    /// <summary>Raised when a key was added, removed or replaced.</summary>
    public event Action? Changed;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>All keys.</summary>
    /// <exception cref="TokenKeyException">The folder was never readable.</exception>
    public IReadOnlyCollection<TokenKey> Keys
    {
        get
        {
            if (_ring is null)
                Refresh();
            return _ring!.Keys;
        }
    }

    /// <summary>The key that signs new tokens, from the current folder.</summary>
    /// <exception cref="TokenKeyException">The folder can't be read or created, or holds no key that signs.</exception>
    public TokenKey Signing
    {
        get
        {
            Refresh();
            return _ring!.Newest ?? throw new TokenKeyException(NoKey());
        }
    }

    /// <summary>The key with this id; null when it is not accepted, or no longer accepted.</summary>
    /// <exception cref="TokenKeyException">The folder was never readable.</exception>
    public TokenKey? Find(string? id)
    {
        if (_ring is null)
            Refresh();
        return _ring!.Find(id);
    }

    /// <summary>Whether a key is still accepted. A key is rejected after its file's bytes change.</summary>
    public bool IsAccepted(TokenKey key) => ReferenceEquals(Find(key.Id), key);

    /// <summary>Reads the folder. While it is unreachable, the keys from the last read stay.</summary>
    /// <exception cref="TokenKeyException">At the first read: the folder can't be read or created, or holds no valid key.</exception>
    public void Refresh()
    {
        bool changed;
        lock (_reading)
        {
            var before = _ring;
            try
            {
                _ring = Read(before);
                _isOutOfReach = false;
            }
            catch (Exception exception) when (exception is (IOException and not TokenKeyException) or UnauthorizedAccessException)
            {
                if (before is null)
                    throw new TokenKeyException($"The folder of token keys '{folder}' can't be used: {exception.Message}", exception);
                if (!_isOutOfReach)
                    Log.OutOfReach(_logger, folder, exception.Message);
                _isOutOfReach = true;
            }

            changed = before is not null && !before.HasSameKeys(_ring!);
            if (changed && _ring!.Keys.Count == 0)
                Log.NoKey(_logger, NoKey());
        }

        if (changed)
            Changed?.Invoke();
    }

    private TokenKeyRing Read(TokenKeyRing? before)
    {
        var ring = ReadFiles(before, out var skipped);
        // A running issuer creates no key: an operator who removed all keys wants every token rejected. A file that is not a key is mended by hand.
        if (use == TokenKeyUse.Issue && before is null && ring.Newest is null && skipped.Count == 0)
        {
            // Named by the files among which there was none: with those of now, the key that another process has made meanwhile would get a second beside it.
            NewTokenKey.Make(folder, [.. ring.Files.Keys]);
            ring = ReadFiles(before, out skipped);
        }

        if (ring.Keys.Count == 0 && before is null && skipped.Count > 0)
            throw new TokenKeyException(skipped.Values.First().Reason);
        Note(skipped);
        return ring;
    }

    private TokenKeyRing ReadFiles(TokenKeyRing? before, out Dictionary<string, SkippedFile> skipped)
    {
        var files = List();
        Array.Sort(files, StringComparer.Ordinal);
        List<KeyValuePair<string, TokenKeyFile>> read = [];
        skipped = [];
        foreach (var file in files)
        {
            var known = before?.Files.GetValueOrDefault(file);
            try
            {
                read.Add(new(file, TokenKeyFile.Read(file, use, known)));
            }
            catch (FileNotFoundException)
            {
                // Removed since the folder was listed.
            }
            catch (Exception exception) when (exception is TokenKeyException or IOException or UnauthorizedAccessException)
            {
                skipped.Add(file, SkippedFile.Of(file, exception.Message));
                if (known is not null && exception is not TokenKeyException)
                    read.Add(new(file, known));
            }
        }

        return new TokenKeyRing(read);
    }

    private string[] List()
    {
        try
        {
            return Directory.GetFiles(folder, "*" + TokenKeyFile.Ending);
        }
        catch (DirectoryNotFoundException) when (!IsBelowFile())
        {
            return [];
        }
    }

    /// <summary>Whether the path of the folder leads through a file: then it is wrong, and not only missing.</summary>
    private bool IsBelowFile()
    {
        for (var path = Path.GetFullPath(folder); path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
                return true;
        }

        return false;
    }

    /// <summary>Logs each file that is not a key once, and again when it changes.</summary>
    private void Note(Dictionary<string, SkippedFile> skipped)
    {
        foreach (var (file, now) in skipped)
        {
            if (!_skipped.TryGetValue(file, out var before) || before != now)
                Log.Skipped(_logger, now.Reason);
        }

        _skipped.Clear();
        foreach (var (file, now) in skipped)
            _skipped.Add(file, now);
    }

    private string NoKey() => $"The folder of token keys '{folder}' holds no good key: every token of its keys is refused until one is put there.";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A token key is skipped. {Reason}")]
        public static partial void Skipped(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "{Reason}")]
        public static partial void NoKey(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The folder of token keys '{Folder}' can't be read; the keys that were read before stay accepted. {Reason}")]
        public static partial void OutOfReach(ILogger logger, string folder, string reason);
    }

    /// <summary>A file that is not a key, as it was when it was read.</summary>
    private sealed record SkippedFile(string Reason, DateTime WrittenAt, long Length)
    {
        public static SkippedFile Of(string file, string reason)
        {
            var info = new FileInfo(file);
            return info.Exists ? new SkippedFile(reason, info.LastWriteTimeUtc, info.Length) : new SkippedFile(reason, default, 0);
        }
    }
}
