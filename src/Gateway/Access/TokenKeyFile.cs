using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>One file <c>*.key</c>.</summary>
internal static class TokenKeyFile
{
    /// <summary>The extension of a key file.</summary>
    public const string Ending = ".key";

    /// <summary>Minimum key length in bytes.</summary>
    public const int KeyBytes = 32;

    /// <summary>Maximum file size. A longer file is not a key and is not read.</summary>
    private const int MaxFileBytes = 16 * 1024;

    /// <summary>The text of a new key.</summary>
    public static string NewText() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n";

    /// <summary>The id of the key in a file: the file name without its extension.</summary>
    public static string IdOf(string file) => Path.GetFileNameWithoutExtension(file);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The path.</param>
    /// <param name="known">The key read from it before; the same object is returned while the bytes are unchanged.</param>
    /// <exception cref="TokenKeyException">The file is readable but holds no key, for example because it is half written.</exception>
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
