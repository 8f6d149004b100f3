using LiveParking.Tokens;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Validates the token of a request: its signature, issuer, audience and expiry, and that it was not revoked. Recently validated tokens are looked up
/// in <see cref="ValidatedTokenCache"/>.
/// </summary>
internal static class TokenAuthentication
{
    /// <summary>Sets how the JWT bearer handler reads and validates a token.</summary>
    public static void Configure(JwtBearerOptions options, TokenTrust trust, TokenTrustRefresh refresh, ValidatedTokenCache cache, TokenAcceptance acceptance)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = TokenValidation.With(trust.Find);
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = async context =>
            {
                if (SentToken.IsAmbiguous(context.Request))
                {
                    context.Fail(new SecurityTokenException("There is more than one Authorization header."));
                    return;
                }

                // Browsers can't set headers on WebSocket and image requests. Other endpoints accept no token in the URL.
                var inAddress = SentToken.InAddress(context.Request);
                if (cache.TryAuthenticate(context, inAddress ?? SentToken.InHeader(context.Request)))
                    return;
                context.Token = inAddress;
                var mustAsk = trust.IssuerVersion is null || HasUnknownKey(inAddress ?? SentToken.InHeader(context.Request), trust);
                if (!mustAsk || SentToken.Of(context.Request).Length == 0)
                    return;
                await refresh.RefreshAsync();
                if (trust.IssuerVersion is null && HasUnknownKey(SentToken.Of(context.Request), trust))
                    context.Fail(new IssuerUnknownException());
            },
            OnTokenValidated = context =>
            {
                Accept(context, trust, acceptance);
                return Task.CompletedTask;
            },
        };
    }

    private static bool HasUnknownKey(ReadOnlySpan<char> token, TokenTrust trust)
    {
        if (token.Length is 0 or > ValidatedTokenCache.MaxTokenLength)
            return false;
        try
        {
            return trust.Find(new JsonWebToken(token.ToString()).Kid) is null;
        }
        catch (ArgumentException)
        {
            // It is not a token. The handler says so.
            return false;
        }
    }

    private static void Accept(TokenValidatedContext context, TokenTrust trust, TokenAcceptance acceptance)
    {
        if (context is { Principal: { } user, SecurityToken: JsonWebToken { SigningKey: { } signing } token }
            && trust.Find(signing.KeyId) is { } key && ReferenceEquals(key.Key, signing))
            acceptance.Accept(context, token, key, user, isFromAuthority: false);
        else
            context.Fail(new SecurityTokenSignatureKeyNotFoundException("The key was removed while the token was validated."));
    }
}
