using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Hosting.Clustering.Calls;

/// <summary>
/// Makes and reads proofs of what a process is. A proof is a JWT that the process signs with the key of its certificate, and that carries the certificate.
/// Thread-safe.
/// </summary>
internal sealed class ProcessProofs(ClusterCertificate certificate, TimeProvider timeProvider)
{
    private const string Issuer = "live-parking-process";

    /// <summary>The certificate in the header of a JWT (RFC 7515, 4.1.6).</summary>
    private const string CertificateHeader = "x5c";

    private const int MaxKnown = 1_000;
    private const int MaxLength = 16 * 1024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(30);

    /// <summary>Clocks of machines differ. A process whose clock is wrong must not lose the cluster.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(30);

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512, SecurityAlgorithms.RsaSha256,
    ];

    private readonly ConcurrentDictionary<string, ProcessProof> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _trusted = new(StringComparer.Ordinal);
    private readonly Own?[] _own = new Own?[Enum.GetValues<CallTarget>().Length];

    /// <summary>The proof of this process for calls of a kind.</summary>
    public string For(CallTarget target)
    {
        var now = timeProvider.GetUtcNow();
        if (Volatile.Read(ref _own[(int)target]) is { } known && known.ExpiresAt - now > RenewBefore)
            return known.Text;
        var made = Make(target, now);
        Volatile.Write(ref _own[(int)target], made);
        return made.Text;
    }

    /// <summary>Reads the proof of another process.</summary>
    /// <returns>Null when it is not valid.</returns>
    public async ValueTask<ProcessProof?> ReadAsync(string text)
    {
        var now = timeProvider.GetUtcNow();
        if (text.Length > MaxLength)
            return null;
        if (_known.TryGetValue(text, out var known) && known.ExpiresAt > now)
            return known;
        if (await VerifyAsync(text) is not { } proof || proof.ExpiresAt <= now)
            return null;
        if (_known.Count >= MaxKnown)
            _known.Clear();
        _known[text] = proof;
        return proof;
    }

    private Own Make(CallTarget target, DateTimeOffset now)
    {
        var (key, algorithm) = SigningKey(certificate.Own);
        var text = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = target.ToString(),
            IssuedAt = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(key, algorithm),
            AdditionalHeaderClaims = new Dictionary<string, object> { [CertificateHeader] = new[] { Convert.ToBase64String(certificate.Own.RawDataMemory.Span) } },
        });
        return new Own(text, now + Lifetime);
    }

    private async ValueTask<ProcessProof?> VerifyAsync(string text)
    {
        var handler = new JsonWebTokenHandler();
        if (!handler.CanReadToken(text) || CertificateOf(text) is not { } sender)
            return null;
        using (sender)
        {
            // A program proves itself with a token. What is cheap to refuse is refused first.
            if (ClusterCertificate.RoleOf(sender) is not { } role || role == ClusterRole.Integrator || VerificationKey(sender) is not { } key || !IsTrusted(sender))
                return null;
            var result = await handler.ValidateTokenAsync(text, new TokenValidationParameters
            {
                ValidIssuer = Issuer,
                ValidAudiences = Enum.GetNames<CallTarget>(),
                ValidAlgorithms = Algorithms,
                IssuerSigningKey = key,
                TryAllIssuerSigningKeys = true,
                ClockSkew = ClockSkew,
                LifetimeValidator = (_, expires, _, _) => expires is { } end && end + ClockSkew > timeProvider.GetUtcNow().UtcDateTime,
            });
            if (!result.IsValid || result.SecurityToken is not JsonWebToken token || !Enum.TryParse<CallTarget>(token.Audiences.Single(), out var target))
                return null;
            var expires = new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + ClockSkew;
            var certificateExpires = new DateTimeOffset(sender.NotAfter);
            return new ProcessProof(role, ClusterCertificate.LocationsOf(sender), target, expires < certificateExpires ? expires : certificateExpires);
        }
    }

    private bool IsTrusted(X509Certificate2 sender)
    {
        var thumbprint = sender.GetCertHashString(HashAlgorithmName.SHA256);
        if (_trusted.TryGetValue(thumbprint, out var isTrusted))
            return isTrusted;
        if (_trusted.Count >= MaxKnown)
            _trusted.Clear();
        return _trusted[thumbprint] = certificate.Trusts(sender);
    }

    private static X509Certificate2? CertificateOf(string text)
    {
        try
        {
            return new JsonWebToken(text).TryGetHeaderValue<string[]>(CertificateHeader, out var chain) && chain is [{ } own]
                ? X509CertificateLoader.LoadCertificate(Convert.FromBase64String(own))
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static (SecurityKey Key, string Algorithm) SigningKey(X509Certificate2 own)
    {
        if (own.GetECDsaPrivateKey() is { } curve)
        {
            return (new ECDsaSecurityKey(curve), curve.KeySize switch
            {
                256 => SecurityAlgorithms.EcdsaSha256,
                384 => SecurityAlgorithms.EcdsaSha384,
                _ => SecurityAlgorithms.EcdsaSha512,
            });
        }

        return own.GetRSAPrivateKey() is { } rsa
            ? (new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256)
            : throw new CryptographicException("The certificate has neither an EC nor an RSA key.");
    }

    private static SecurityKey? VerificationKey(X509Certificate2 sender)
    {
        if (sender.GetECDsaPublicKey() is { } curve)
            return new ECDsaSecurityKey(curve);
        return sender.GetRSAPublicKey() is { } rsa ? new RsaSecurityKey(rsa) : null;
    }

    private sealed record Own(string Text, DateTimeOffset ExpiresAt);
}
