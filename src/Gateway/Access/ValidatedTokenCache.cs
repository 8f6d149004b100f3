using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace LiveParking.Gateway.Access;

/// <summary>
/// A cache of recently validated tokens, so that a sensor with a thousand requests a second is not validated a thousand times. A token that has
/// expired or was revoked, or whose key is no longer accepted, is validated again. The cache is bounded in count and in characters. It has two generations: a full
/// newer one becomes the older one, and a used token moves back to the newer one. A flood of new tokens therefore evicts only unused ones.
/// </summary>
/// <param name="trust">Says which tokens are still valid.</param>
/// <param name="timeProvider">The clock for token expiry.</param>
internal sealed class ValidatedTokenCache(TokenTrust trust, TimeProvider timeProvider)
{
    /// <summary>Longest cached token, in characters. A longer one is validated each time.</summary>
    public const int MaxTokenLength = 8 * 1024;

    /// <summary>Maximum tokens in one generation.</summary>
    private const int MaxCount = 5_000;

    /// <summary>Maximum characters of all tokens in one generation.</summary>
    private const int MaxCharacters = 2 * 1024 * 1024;

    private readonly Lock _lock = new();
    private volatile Generation _newer = new();
    private volatile Generation _older = new();

    /// <summary>Number of cached tokens.</summary>
    public int Count => _newer.Tokens.Count + _older.Tokens.Count;

    /// <summary>Whether a token is in the cache.</summary>
    public bool Knows(ReadOnlySpan<char> token) => _newer.ByText.ContainsKey(token) || _older.ByText.ContainsKey(token);

    /// <summary>The cached tokens that an OpenID Connect authority issued.</summary>
    public IReadOnlyList<AcceptedToken> TokensOfAuthority() =>
        [.. _newer.Tokens.Values.Concat(_older.Tokens.Values).Select(validated => validated.Principal.Token).Where(token => token.FromAuthority is not null).DistinctBy(token => token.Hash)];

    /// <summary>Authenticates the request when its token is in the cache.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The token of the request.</param>
    /// <returns>Whether the request was authenticated.</returns>
    public bool TryAuthenticate(MessageReceivedContext context, ReadOnlySpan<char> token)
    {
        if (token.Length is 0 or > MaxTokenLength || Find(token) is not { } validated)
            return false;
        if (validated.AcceptedUntil <= timeProvider.GetUtcNow() || trust.RefusalOf(validated.Principal.Token) is not null)
        {
            Forget(token);
            return false;
        }

        context.Principal = validated.Principal;
        context.Properties.ExpiresUtc = validated.Principal.Token.ExpiresAt;
        context.Success();
        return true;
    }

    /// <summary>Adds a validated token to the cache.</summary>
    /// <param name="token">The token.</param>
    /// <param name="principal">The token's principal.</param>
    /// <param name="skew">How long after its expiry new requests are accepted.</param>
    public void Remember(string token, TokenPrincipal principal, TimeSpan skew)
    {
        if (token.Length <= MaxTokenLength)
            Add(token, new ValidatedToken(principal, principal.Token.ExpiresAt + skew));
    }

    private ValidatedToken? Find(ReadOnlySpan<char> token)
    {
        if (_newer.ByText.TryGetValue(token, out var validated))
            return validated;
        if (!_older.ByText.TryGetValue(token, out var text, out validated))
            return null;
        Add(text, validated);
        return validated;
    }

    private void Add(string token, ValidatedToken validated)
    {
        lock (_lock)
        {
            if (!_newer.Tokens.TryAdd(token, validated))
                return;
            _newer.Count++;
            _newer.Characters += token.Length;
            if (_newer.Count >= MaxCount || _newer.Characters >= MaxCharacters)
                (_older, _newer) = (_newer, new Generation());
        }
    }

    private void Forget(ReadOnlySpan<char> token)
    {
        lock (_lock)
        {
            if (_newer.ByText.TryRemove(token, out _, out _))
            {
                _newer.Count--;
                _newer.Characters -= token.Length;
            }

            _older.ByText.TryRemove(token, out _, out _);
        }
    }

    private sealed record ValidatedToken(TokenPrincipal Principal, DateTimeOffset AcceptedUntil);

    private sealed class Generation
    {
        public Generation() => ByText = Tokens.GetAlternateLookup<ReadOnlySpan<char>>();

        public ConcurrentDictionary<string, ValidatedToken> Tokens { get; } = new(StringComparer.Ordinal);

        /// <summary>The same dictionary, with lookup by span.</summary>
        public ConcurrentDictionary<string, ValidatedToken>.AlternateLookup<ReadOnlySpan<char>> ByText { get; }

        public int Count { get; set; }

        public int Characters { get; set; }
    }
}
