using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Tokens that have been found good lately, so that a sensor that sends a thousand requests a second is not proven a thousand times. One
/// that has expired, or whose key is no longer accepted, is looked at anew.
/// </summary>
/// <param name="keys">The keys that are accepted.</param>
/// <param name="time">The clock by which tokens expire.</param>
internal sealed class KnownTokens(TokenKeys keys, TimeProvider time)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Settles the request when its header holds a token that is known to be good.</summary>
    /// <returns>Whether it does.</returns>
    public bool TryPass(MessageReceivedContext context)
    {
        if (context.Request.Headers.Authorization is not [{ } header] || !_known.TryGetValue(header, out var known))
            return false;
        if (known.Until <= time.GetUtcNow() || !ReferenceEquals(keys.Find(known.KeyId)?.Key, known.Key))
        {
            _known.TryRemove(header, out _);
            return false;
        }

        context.Principal = known.Principal;
        context.Properties.ExpiresUtc = known.ExpiresUtc;
        context.Success();
        return true;
    }

    /// <summary>Remembers the token of a request, which has been found good.</summary>
    public void Remember(TokenValidatedContext context, TimeSpan skew)
    {
        if (context.Request.Headers.Authorization is not [{ } header]
            || context.Principal is not { } principal
            || context.Properties.ExpiresUtc is not { } expires
            || context.SecurityToken is not { SigningKey: { KeyId: { } keyId } key })
        {
            return;
        }

        // Full only when somebody sends very many good tokens: then all are looked at anew.
        if (_known.Count >= Most)
            _known.Clear();
        _known[header] = new Known(principal, expires, expires + skew, keyId, key);
    }

    private sealed record Known(ClaimsPrincipal Principal, DateTimeOffset ExpiresUtc, DateTimeOffset Until, string KeyId, SecurityKey Key);
}
