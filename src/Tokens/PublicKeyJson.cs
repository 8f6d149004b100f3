using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Tokens;

/// <summary>The public part of an ES256 key as a JSON Web Key (RFC 7517, RFC 7518 section 6.2).</summary>
internal static class PublicKeyJson
{
    /// <summary>Writes the public part. A private part is never written.</summary>
    public static string Write(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["use"] = "sig",
            ["alg"] = SecurityAlgorithms.EcdsaSha256,
            ["kid"] = key.KeyId,
            ["x"] = Base64UrlEncoder.Encode(point.X!),
            ["y"] = Base64UrlEncoder.Encode(point.Y!),
        });
    }

    /// <summary>Reads a key that <see cref="Write"/> wrote.</summary>
    /// <exception cref="ArgumentException">The text is not such a key.</exception>
    /// <exception cref="CryptographicException">The point is not on the curve.</exception>
    public static TokenKey Read(string json)
    {
        var web = new JsonWebKey(json);
        var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(web.X), Y = Base64UrlEncoder.DecodeBytes(web.Y) },
        });
        return Of(key);
    }

    /// <summary>A key with its thumbprint (RFC 7638) as its id.</summary>
    /// <param name="key">The key.</param>
    /// <param name="canSign">Whether it has its private part.</param>
    public static TokenKey Of(ECDsa key, bool canSign = false)
    {
        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return new TokenKey(security.KeyId, security, canSign);
    }
}
