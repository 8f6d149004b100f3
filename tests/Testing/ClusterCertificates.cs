using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveParking.Testing;

/// <summary>An authority of a cluster, and certificates that it signs, as files.</summary>
public sealed class ClusterCertificates
{
    private readonly string _folder;
    private readonly X509Certificate2 _authority;

    /// <param name="folder">The folder for the files.</param>
    /// <param name="name">Part of their names.</param>
    public ClusterCertificates(string folder, string name)
    {
        _folder = Path.Combine(folder, name);
        Directory.CreateDirectory(_folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(Path.Combine(_folder, "ca.crt"), _authority.ExportCertificatePem());
    }

    /// <summary>The settings of a process with a certificate.</summary>
    /// <param name="unit">The organizational unit in its certificate.</param>
    /// <param name="expiresAfter">When it expires, from now.</param>
    /// <param name="locations">The locations to which it is limited; none when it is not.</param>
    public Dictionary<string, string?> Variables(string unit, TimeSpan? expiresAfter = null, IReadOnlyList<string>? locations = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=test{string.Concat((locations ?? []).Select(id => $",L={id}"))},OU={unit},O=Live Parking", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(_authority, now.AddDays(-1), now + (expiresAfter ?? TimeSpan.FromDays(10)), RandomNumberGenerator.GetBytes(8));
        var file = Path.Combine(_folder, $"{unit}-{Guid.NewGuid():N}");
        File.WriteAllText($"{file}.crt", certificate.ExportCertificatePem());
        File.WriteAllText($"{file}.key", key.ExportPkcs8PrivateKeyPem());
        return new Dictionary<string, string?>
        {
            ["Cluster__Tls__Certificate"] = $"{file}.crt", ["Cluster__Tls__Key"] = $"{file}.key", ["Cluster__Tls__Authority"] = Path.Combine(_folder, "ca.crt"),
        };
    }
}
