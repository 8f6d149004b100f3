using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>
/// The keys that sign tokens: the files <c>*.key</c> of a folder, each with 32 or more random bytes in base64. All are accepted; the one
/// whose name sorts last signs. The folder is read again now and then, so that a key can be added, and an old one be taken away, while the system runs.
/// </summary>
/// <param name="folder">The folder; made, with a first key, when it is missing or empty.</param>
/// <param name="time">Tells when the folder is due to be read again.</param>
internal sealed class TokenKeys(string folder, TimeProvider time)
{
    private const string Ending = ".key";
    private const string FirstKey = "k1" + Ending;
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private FrozenDictionary<string, TokenKey> _keys = FrozenDictionary<string, TokenKey>.Empty;
    private TokenKey? _newest;
    private long _readAt;

    /// <summary>The key that signs new tokens.</summary>
    /// <exception cref="TokenKeyException">The folder can't be read or made, or holds a file that is no key.</exception>
    public TokenKey Signing
    {
        get
        {
            lock (_lock)
            {
                Refresh();
                return _newest!;
            }
        }
    }

    /// <summary>The key with this id, or null when it is not, or no longer, accepted.</summary>
    /// <exception cref="TokenKeyException">The folder was never readable.</exception>
    public TokenKey? Find(string? id)
    {
        lock (_lock)
        {
            Refresh();
            return id is null ? null : _keys.GetValueOrDefault(id);
        }
    }

    private void Refresh()
    {
        if (_newest is not null && time.GetElapsedTime(_readAt) < ReadAgainAfter)
            return;
        try
        {
            Read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What was read before stays good when the folder is out of reach for a while.
            if (_newest is null)
                throw new TokenKeyException($"The folder of token keys '{folder}' can't be used: {exception.Message}", exception);
        }

        _readAt = time.GetTimestamp();
    }

    private void Read()
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Ending) : [];
        if (files.Length == 0)
        {
            MakeFirstKey();
            files = Directory.GetFiles(folder, "*" + Ending);
        }

        Array.Sort(files, StringComparer.Ordinal);
        var keys = files.Select(ReadKey).ToList();
        _keys = keys.ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);
        _newest = keys[^1];
    }

    /// <summary>Several processes may do this at the same time: whoever is first to give the file its name wins, the others use that one.</summary>
    private void MakeFirstKey()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);

        var draft = Path.Combine(folder, $".{Guid.NewGuid():n}.draft");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n"));
                stream.Flush(flushToDisk: true);
            }

            NameUnlessTaken(draft, Path.Combine(folder, FirstKey));
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>
    /// Gives a file a name that nobody else has given meanwhile. <see cref="File.Move(string, string)"/> looks first and renames then, which takes the
    /// place of what came between; a link is made or is not (link(2)).
    /// </summary>
    private static void NameUnlessTaken(string draft, string name)
    {
        if (OperatingSystem.IsWindows())
            File.Move(draft, name, overwrite: false);
        else if (Link(draft, name) != 0 && !File.Exists(name))
            throw new IOException($"'{name}' can't be made: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);

    private static TokenKey ReadKey(string file)
    {
        var text = File.ReadAllText(file).Trim();
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < KeyBytes)
            throw new TokenKeyException($"The file '{file}' is not a token key: it has to hold {KeyBytes} or more random bytes in base64.");
        var id = Path.GetFileNameWithoutExtension(file);
        return new TokenKey(id, new SymmetricSecurityKey(bytes[..length]) { KeyId = id });
    }
}
