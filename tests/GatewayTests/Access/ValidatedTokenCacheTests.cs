using System.Security.Claims;
using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveParking.GatewayTests.Access;

public sealed class ValidatedTokenCacheTests : IDisposable
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(1);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _timeProvider = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly TokenKeys _keys;
    private readonly ValidatedTokenCache _cache;

    public ValidatedTokenCacheTests()
    {
        _keys = new TokenKeys(_folder["keys"], TokenKeyUse.Issue);
        _cache = new ValidatedTokenCache(new TokenTrust(_keys, acceptsLegacy: true, _timeProvider), _timeProvider);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_that_was_accepted_is_refused_after_its_expiry()
    {
        var token = Accepted(TimeSpan.FromSeconds(2));
        Assert.True(Passes(token));
        _timeProvider.Advance(TimeSpan.FromSeconds(2) + Skew - TimeSpan.FromMilliseconds(1));
        Assert.True(Passes(token));
        _timeProvider.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(Passes(token));
        Assert.Equal(0, _cache.Count);
    }

    [Fact]
    public void One_that_was_accepted_is_refused_after_its_key_was_removed_and_not_because_keys_are_read_again()
    {
        var token = Accepted(TimeSpan.FromDays(1));
        _keys.Refresh();
        Assert.True(Passes(token));
        File.WriteAllText(Path.Combine(_folder["keys"], "k2.key"), TokenKeyFile.NewText());
        File.Delete(Path.Combine(_folder["keys"], "k1.key"));
        _keys.Refresh();
        Assert.False(Passes(token));
    }

    [Fact]
    [Trait("Hole", "7")]
    public void Many_good_tokens_cost_bounded_memory_and_do_not_push_out_one_that_is_used()
    {
        var token = Accepted(TimeSpan.FromDays(1));
        var principal = Principal(token, TimeSpan.FromDays(1));
        for (var i = 0; i < 30_000; i++)
        {
            _cache.Remember($"token-{i}", principal, Skew);
            if (i % 1_000 == 0)
                Assert.True(Passes(token));
        }

        Assert.InRange(_cache.Count, 1, 10_000);
        for (var i = 0; i < 3_000; i++)
            _cache.Remember(new string('x', 8_000) + i, principal, Skew);
        Assert.InRange(_cache.Count, 1, 600);
    }

    [Fact]
    [Trait("Hole", "7")]
    public void A_token_of_more_than_8_KiB_is_not_remembered()
    {
        var token = new string('x', ValidatedTokenCache.MaxTokenLength + 1);
        _cache.Remember(token, Principal(Accepted(TimeSpan.FromDays(1)), TimeSpan.FromDays(1)), Skew);
        Assert.False(Passes(token));
        Assert.Equal(1, _cache.Count);
    }

    [Fact]
    [Trait("Hole", "2")]
    public void The_spelling_of_the_signature_does_not_change_the_hash_of_a_token()
    {
        var token = new TokenIssuer(_keys, _timeProvider).Issue(Role.Sensor, ["a"], TimeSpan.FromDays(1));
        // 86 characters hold 516 bits, of which the signature uses 512: the last four are never read.
        var respelled = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');
        Assert.Equal(AcceptedToken.HashOf(new JsonWebToken(token)), AcceptedToken.HashOf(new JsonWebToken(respelled)));
        var other = new TokenIssuer(_keys, _timeProvider).Issue(Role.Sensor, ["b"], TimeSpan.FromDays(1));
        Assert.NotEqual(AcceptedToken.HashOf(new JsonWebToken(token)), AcceptedToken.HashOf(new JsonWebToken(other)));
    }

    /// <summary>A token with which a request was let in.</summary>
    private string Accepted(TimeSpan lifetime)
    {
        var token = new TokenIssuer(_keys, _timeProvider).Issue(Role.Sensor, ["a"], lifetime);
        Assert.False(Passes(token));
        _cache.Remember(token, Principal(token, lifetime), Skew);
        return token;
    }

    private TokenPrincipal Principal(string token, TimeSpan lifetime) => new(
        new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(token).Claims, "test")),
        new AcceptedToken(token, _timeProvider.GetUtcNow() + lifetime, _keys.Find(new JsonWebToken(token).Kid)!, null, null, _timeProvider.GetUtcNow()),
        new NoGroups());

    private sealed class NoGroups : ILocationGroups
    {
        public IReadOnlyList<string> Of(string locationId) => [];
    }

    private bool Passes(string token) => _cache.TryAuthenticate(
        new MessageReceivedContext(
            new DefaultHttpContext(), new AuthenticationScheme(JwtBearerDefaults.AuthenticationScheme, null, typeof(JwtBearerHandler)), new JwtBearerOptions()),
        token);
}
