using System.Security.Claims;
using LiveParking.Gateway.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveParking.GatewayTests.Access;

public sealed class KnownTokensTests : IDisposable
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(1);

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_that_was_accepted_is_refused_after_its_expiry()
    {
        var (known, token) = Accepted(TimeSpan.FromSeconds(2));
        Assert.True(known.TryPass(Request(token)));
        _time.Advance(TimeSpan.FromSeconds(2) + Skew - TimeSpan.FromMilliseconds(1));
        // Sooner than the keys are read again: it is the expiry that counts.
        Assert.True(known.TryPass(Request(token)));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(known.TryPass(Request(token)));
    }

    [Fact]
    public void One_that_was_accepted_is_refused_after_its_key_was_taken_away()
    {
        var (known, token) = Accepted(TimeSpan.FromDays(1));
        File.WriteAllText(Path.Combine(_folder.Sub("keys"), "k2.key"), Convert.ToBase64String(new byte[32]));
        File.Delete(Path.Combine(_folder.Sub("keys"), "k1.key"));
        Assert.True(known.TryPass(Request(token)));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(known.TryPass(Request(token)));
    }

    /// <summary>A token that a request was let in with.</summary>
    private (KnownTokens Known, string Token) Accepted(TimeSpan lifetime)
    {
        var keys = new TokenKeys(_folder.Sub("keys"), _time);
        var known = new KnownTokens(keys, _time);
        var token = new TokenIssuer(keys, _time).Issue(Role.Sensor, ["a"], lifetime);
        Assert.False(known.TryPass(Request(token)));
        var request = Request(token);
        var read = new JsonWebToken(token) { SigningKey = keys.Find("k1")!.Key };
        known.Remember(
            new TokenValidatedContext(request.HttpContext, request.Scheme, request.Options)
            {
                Principal = new ClaimsPrincipal(new ClaimsIdentity(read.Claims, "test")),
                SecurityToken = read,
                Properties = { ExpiresUtc = new DateTimeOffset(read.ValidTo, TimeSpan.Zero) },
            },
            Skew);
        return (known, token);
    }

    private static MessageReceivedContext Request(string token)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = $"Bearer {token}";
        return new MessageReceivedContext(
            http, new AuthenticationScheme(JwtBearerDefaults.AuthenticationScheme, null, typeof(JwtBearerHandler)), new JwtBearerOptions());
    }
}
