using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>One file <c>*.key</c>.</summary>
internal static class TokenKeyFile
{
    /// <summary>The ending of a key's file name.</summary>
    public const string Ending = ".key";

    /// <summary>A key has at least this many bytes.</summary>
    public const int KeyBytes = 32;

    /// <summary>A longer file is no key and is not read.</summary>
    private const int MaxFileBytes = 16 * 1024;

    /// <summary>The text of a new key.</summary>
    public static string NewText() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n";

    /// <summary>The id of the key in a file, which is the name of the file without its ending.</summary>
    public static string IdOf(string file) => Path.GetFileNameWithoutExtension(file);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The path.</param>
    /// <param name="known">The key that was read from it before; the same object is returned while its bytes are the same.</param>
    /// <exception cref="TokenKeyException">The file is readable and holds no key, such as one that is half written.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be read.</exception>
    public static TokenKey Read(string file, TokenKey? known)
    {
        var bytes = new FileInfo(file).Length <= MaxFileBytes ? Decode(File.ReadAllText(file).Trim()) : null;
        if (bytes is not { Length: >= KeyBytes })
            throw new TokenKeyException($"The file '{file}' is not a token key: it has to hold {KeyBytes} or more random bytes in base64.");
        if (known is not null && known.Key.Key.AsSpan().SequenceEqual(bytes))
            return known;
        var id = IdOf(file);
        return new TokenKey(id, new SymmetricSecurityKey(bytes) { KeyId = id });
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
