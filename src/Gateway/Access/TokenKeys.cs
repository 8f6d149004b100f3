using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.Gateway.Access;

/// <summary>
/// The keys that sign tokens: the files <c>*.key</c> of a folder, each with 32 or more random bytes in base64. All valid keys are accepted. The valid
/// key whose name sorts last signs. <see cref="TokenKeyRefresh"/> reloads the folder every 2 s, so keys can be added or removed at run time. Looking
/// up a key never touches the disk. Thread-safe.
/// </summary>
/// <param name="folder">The folder. It is created with a first key only when it is missing or empty at the first read.</param>
/// <param name="logger">Logs files that are not keys, and the loss of all keys.</param>
internal sealed partial class TokenKeys(string folder, ILogger? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger.Instance;
    private readonly Lock _reading = new();
    private readonly Dictionary<string, SkippedFile> _skipped = [];
    private volatile TokenKeyRing? _ring;
    private bool _isOutOfReach;

    /// <summary>Raised when a key was added, removed or replaced.</summary>
    public event Action? Changed;

    /// <summary>The key that signs new tokens, from the current folder.</summary>
    /// <exception cref="TokenKeyException">The folder can't be read or created, or holds no valid key.</exception>
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
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (before is null)
                    throw new TokenKeyException($"The folder of token keys '{folder}' can't be used: {exception.Message}", exception);
                if (!_isOutOfReach)
                    Log.OutOfReach(_logger, folder, exception.Message);
                _isOutOfReach = true;
            }

            changed = before is not null && !before.HasSameKeys(_ring!);
            if (changed && _ring!.Newest is null)
                Log.NoKey(_logger, NoKey());
        }

        if (changed)
            Changed?.Invoke();
    }

    private TokenKeyRing Read(TokenKeyRing? before)
    {
        var files = List();
        if (files.Length == 0 && before is null)
        {
            FirstTokenKey.Make(folder);
            files = List();
        }

        // A running gateway creates no key: an operator who removed all keys wants every token rejected.
        Array.Sort(files, StringComparer.Ordinal);
        List<TokenKey> keys = [];
        Dictionary<string, SkippedFile> skipped = [];
        foreach (var file in files)
        {
            var known = before?.Find(TokenKeyFile.IdOf(file));
            try
            {
                keys.Add(TokenKeyFile.Read(file, known));
            }
            catch (FileNotFoundException)
            {
                // Removed since the folder was listed.
            }
            catch (Exception exception) when (exception is TokenKeyException or IOException or UnauthorizedAccessException)
            {
                skipped.Add(file, SkippedFile.Of(file, exception.Message));
                if (known is not null && exception is not TokenKeyException)
                    keys.Add(known);
            }
        }

        if (keys.Count == 0 && before is null)
            throw new TokenKeyException(skipped.Count == 0 ? NoKey() : skipped.Values.First().Reason);
        Note(skipped);
        return new TokenKeyRing(keys);
    }

    private string[] List()
    {
        try
        {
            return Directory.GetFiles(folder, "*" + TokenKeyFile.Ending);
        }
        catch (DirectoryNotFoundException) when (!File.Exists(folder))
        {
            return [];
        }
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

    private string NoKey() => $"The folder of token keys '{folder}' holds no good key: every token is refused until one is put there.";

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
