using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveParking.Gateway.Hosting;

/// <summary>The content of the certificate files at one time.</summary>
/// <param name="Certificate">The bytes of <see cref="CertificateOptions.Path"/>.</param>
/// <param name="Key">The bytes of <see cref="CertificateOptions.KeyPath"/>; null when the key is in the certificate file.</param>
/// <param name="Password">The first line of <see cref="CertificateOptions.PasswordFile"/>; null when there is none.</param>
internal sealed record CertificateFiles(byte[] Certificate, byte[]? Key, string? Password)
{
    private const string PemStart = "-----BEGIN";

    /// <summary>Reads the files.</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to a file is denied.</exception>
    public static CertificateFiles Read(CertificateOptions options) => new(
        File.ReadAllBytes(options.Path!),
        options.KeyPath is { } key ? File.ReadAllBytes(key) : null,
        options.PasswordFile is { } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : null);

    /// <summary>Why the files can't be used, in one sentence; null when they are valid.</summary>
    public static string? Fault(CertificateOptions options)
    {
        try
        {
            using var certificate = Read(options).Load().TargetCertificate;
            return null;
        }
        catch (Exception exception) when (IsFault(exception))
        {
            return exception.Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>Whether an exception of <see cref="Read"/> or <see cref="Load"/> is caused by the files.</summary>
    public static bool IsFault(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    /// <summary>Whether both have the same content.</summary>
    public bool IsSame(CertificateFiles? other) =>
        other is not null && Certificate.AsSpan().SequenceEqual(other.Certificate) && Key.AsSpan().SequenceEqual(other.Key) && Password == other.Password;

    /// <summary>The certificate context for TLS handshakes.</summary>
    /// <exception cref="CryptographicException">The files hold no certificate with its key: they may be half written.</exception>
    public SslStreamCertificateContext Load()
    {
        var isPem = Certificate.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(PemStart)) >= 0;
        var chain = new X509Certificate2Collection();
        var leaf = isPem ? LoadPem(chain) : LoadPfx(chain);
        if (!leaf.HasPrivateKey)
            throw new CryptographicException("There is no key of the certificate.");
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    private X509Certificate2 LoadPem(X509Certificate2Collection chain)
    {
        var certificates = System.Text.Encoding.UTF8.GetString(Certificate);
        var key = Key is null ? certificates : System.Text.Encoding.UTF8.GetString(Key);
        chain.ImportFromPem(certificates);
        if (chain.Count == 0)
            throw new CryptographicException("There is no certificate in the file.");
        chain.RemoveAt(0);
        return Password is null ? X509Certificate2.CreateFromPem(certificates, key) : X509Certificate2.CreateFromEncryptedPem(certificates, key, Password);
    }

    private X509Certificate2 LoadPfx(X509Certificate2Collection chain)
    {
        chain.AddRange(X509CertificateLoader.LoadPkcs12Collection(Certificate, Password));
        var leaf = chain.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("There is no key in the file.");
        chain.Remove(leaf);
        return leaf;
    }
}
