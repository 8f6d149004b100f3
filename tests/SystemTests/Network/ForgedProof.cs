using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LiveParking.Hosting.Clustering.Calls;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.SystemTests.Network;

/// <summary>Proofs as a process makes them, for whoever has a certificate or pretends to.</summary>
internal static class ForgedProof
{
    /// <summary>With a certificate of the cluster.</summary>
    /// <param name="certificates">The cluster's.</param>
    /// <param name="unit">The organizational unit in the certificate.</param>
    /// <param name="target">For which calls.</param>
    /// <param name="location">The location in the certificate; none when it is not limited.</param>
    /// <param name="expiresIn">When the proof expires, from now; an hour when absent.</param>
    public static string Of(ClusterCertificates certificates, string unit, CallTarget target, string? location = null, TimeSpan? expiresIn = null)
    {
        var variables = certificates.Variables(unit, locations: location is null ? null : [location]);
        using var certificate = X509Certificate2.CreateFromPemFile(variables["Cluster__Tls__Certificate"]!, variables["Cluster__Tls__Key"]!);
        using var key = certificate.GetECDsaPrivateKey()!;
        return Of(key, certificate, target, expiresIn);
    }

    /// <summary>With any key and certificate, whether or not they belong together.</summary>
    public static string Of(ECDsa key, X509Certificate2 certificate, CallTarget target, TimeSpan? expiresIn = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "live-parking-process",
            Audience = target.ToString(),
            Expires = (TimeProvider.System.GetUtcNow() + (expiresIn ?? TimeSpan.FromHours(1))).UtcDateTime,
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, SecurityAlgorithms.EcdsaSha256),
            AdditionalHeaderClaims = new Dictionary<string, object> { ["x5c"] = new[] { Convert.ToBase64String(certificate.RawData) } },
        });
}
