using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveParking.Hosting.Clustering;

/// <summary>The certificate of this process, and whom it trusts.</summary>
internal sealed class ClusterCertificate
{
    /// <summary>The object id of an organizational unit (RFC 4519, 2.20).</summary>
    private const string OrganizationalUnit = "2.5.4.11";

    /// <summary>The object id of a locality (RFC 4519, 2.16).</summary>
    private const string Locality = "2.5.4.7";

    private readonly X509Certificate2Collection _authority = [];

    private ClusterCertificate(ClusterTlsOptions options)
    {
        _authority.ImportFromPemFile(options.Authority);
        if (_authority.Count == 0)
            throw new CryptographicException($"'{options.Authority}' holds no certificate.");
        Own = X509Certificate2.CreateFromPemFile(options.Certificate, options.Key);
    }

    /// <summary>The certificate of this process, with its key.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>Reads the files.</summary>
    /// <exception cref="CryptographicException">A file holds no certificate, or the key does not match.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static ClusterCertificate Load(ClusterTlsOptions options) => new(options);

    /// <summary>Why the files can't be used, in one sentence; null when they are valid.</summary>
    public static string? Fault(ClusterTlsOptions options)
    {
        try
        {
            var loaded = Load(options);
            if (RoleOf(loaded.Own) is null)
                return $"Cluster:Tls:Certificate '{options.Certificate}' says in no OU what its process is: central, site, gateway or integrator.";
            return loaded.Trusts(loaded.Own) ? null : $"Cluster:Tls:Certificate '{options.Certificate}' is not signed by '{options.Authority}', or has expired.";
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"Cluster:Tls can't be used: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}.";
        }
    }

    /// <summary>Whether the other end of a connection may be there: its certificate is signed by the authority and has one of these roles.</summary>
    /// <param name="certificate">The certificate of the other end.</param>
    /// <param name="roles">The roles that may be there.</param>
    /// <param name="errors">What the platform found. Its own list of authorities and the name of the host do not count here.</param>
    public bool Admits(X509Certificate2? certificate, IReadOnlyCollection<ClusterRole> roles, SslPolicyErrors errors) =>
        certificate is not null
        && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)
        && RoleOf(certificate) is { } role && roles.Contains(role)
        && Trusts(certificate);

    /// <summary>The role in a certificate; null when it has none, or several.</summary>
    public static ClusterRole? RoleOf(X509Certificate2 certificate)
    {
        return Names(certificate, OrganizationalUnit) is [var unit] ? unit switch
        {
            "central" => ClusterRole.Central,
            "site" => ClusterRole.Site,
            "gateway" => ClusterRole.Gateway,
            "integrator" => ClusterRole.Integrator,
            _ => null,
        }
        : null;
    }

    /// <summary>The locations (<c>L</c>) to which a certificate is limited; none when it is not limited.</summary>
    public static IReadOnlyList<string> LocationsOf(X509Certificate2 certificate) => Names(certificate, Locality);

    /// <summary>Whether the authority has signed a certificate, and it is valid now.</summary>
    public bool Trusts(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authority);
        // The authority of a cluster publishes no list of revoked certificates.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    private static List<string> Names(X509Certificate2 certificate, string type) =>
    [
        .. certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(name => !name.HasMultipleElements && name.GetSingleElementType().Value == type)
            .Select(name => name.GetSingleElementValue() ?? ""),
    ];
}
