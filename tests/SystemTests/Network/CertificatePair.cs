using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveParking.SystemTests.Network;

/// <summary>A self-signed certificate for this machine, and its key, in PEM.</summary>
/// <param name="Thumbprint">Identifies the certificate.</param>
/// <param name="Certificate">The certificate.</param>
/// <param name="Key">Its key.</param>
internal sealed record CertificatePair(string Thumbprint, string Certificate, string Key)
{
    /// <summary>Makes one.</summary>
    public static CertificatePair Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));
        return new CertificatePair(certificate.Thumbprint, certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Puts a text in the place of a file, at one moment.</summary>
    public static void Replace(string file, string text)
    {
        File.WriteAllText($"{file}.new", text);
        File.Move($"{file}.new", file, overwrite: true);
    }
}
