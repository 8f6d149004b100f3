using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Tokens;

/// <summary>
/// One file <c>*.key</c>: a P-256 key in PEM (<c>PRIVATE KEY</c>, or <c>PUBLIC KEY</c> where tokens are only verified), or, from an earlier release,
/// 32 or more random bytes in base64.
/// </summary>
/// <param name="Text">The text of the file.</param>
/// <param name="Key">The key in it.</param>
internal sealed record TokenKeyFile(string Text, TokenKey Key)
{
    /// <summary>The extension of a key file.</summary>
    public const string Ending = ".key";

    private const string PemStart = "-----BEGIN ";

    /// <summary>Minimum length of a secret in bytes.</summary>
    private const int SecretBytes = 32;

    /// <summary>Maximum file size. A longer file is not a key and is not read.</summary>
    private const int MaxFileBytes = 16 * 1024;

    /// <summary>The text of a new key that signs.</summary>
    public static string NewText()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The path.</param>
    /// <param name="use">What the key is read for.</param>
    /// <param name="known">What was read from it before; returned while the text is unchanged.</param>
    /// <exception cref="TokenKeyException">The file is readable but holds no key, for example because it is half written.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be read.</exception>
    public static TokenKeyFile Read(string file, TokenKeyUse use, TokenKeyFile? known)
    {
        var text = new FileInfo(file).Length <= MaxFileBytes ? File.ReadAllText(file).Trim() : "";
        if (known?.Text == text)
            return known;
        var key = text.StartsWith(PemStart, StringComparison.Ordinal) ? Pem(text, use) : Secret(text, Path.GetFileNameWithoutExtension(file));
        return new TokenKeyFile(text, key ?? throw new TokenKeyException(
            $"The file '{file}' is not a token key: it has to hold a P-256 key in PEM, or {SecretBytes} or more random bytes in base64 from an earlier release."));
    }

    private static TokenKey? Pem(string text, TokenKeyUse use)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            var parameters = key.ExportParameters(includePrivateParameters: false);
            if (key.KeySize != 256 || parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                return null;
            var canSign = use == TokenKeyUse.Issue && text.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
            return PublicKeyJson.Of(canSign ? key : ECDsa.Create(parameters), canSign);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether bytes are a key in DER: a PEM file that lost its first and last line. As a secret, a public key would let everybody sign.
    /// </summary>
    private static bool IsPem(ReadOnlySpan<byte> bytes)
    {
        using var key = ECDsa.Create();
        foreach (var isPublic in new[] { true, false })
        {
            try
            {
                if (isPublic)
                    key.ImportSubjectPublicKeyInfo(bytes, out _);
                else
                    key.ImportPkcs8PrivateKey(bytes, out _);
                return true;
            }
            catch (CryptographicException)
            {
                // It is not of this kind.
            }
        }

        return false;
    }

    private static TokenKey? Secret(string text, string id)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= SecretBytes && !IsPem(bytes.AsSpan(0, length))
            ? new TokenKey(id, new SymmetricSecurityKey(bytes[..length]) { KeyId = id })
            : null;
    }
}
