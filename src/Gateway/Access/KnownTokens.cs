using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Tokens that have been found good lately, so that a sensor that sends a thousand requests a second is not proven a thousand times. A token
/// that has expired, or whose key is no longer accepted, is validated anew. Bounded in number and in characters: there are two generations, and when
/// the newer one is full it becomes the older one, whose tokens come back when they are used. So many new tokens push out unused ones only.
/// </summary>
/// <param name="keys">The keys that are accepted.</param>
/// <param name="time">The clock by which tokens expire.</param>
internal sealed class KnownTokens(TokenKeys keys, TimeProvider time)
{
    /// <summary>A longer token is validated each time, in characters.</summary>
    public const int MaxTokenLength = 8 * 1024;

    /// <summary>Tokens of one generation.</summary>
    private const int MaxCount = 5_000;

    /// <summary>Characters of all tokens of one generation.</summary>
    private const int MaxCharacters = 2 * 1024 * 1024;

    private readonly Lock _lock = new();
    private volatile Generation _newer = new();
    private volatile Generation _older = new();

    /// <summary>How many are remembered.</summary>
    public int Count => _newer.Tokens.Count + _older.Tokens.Count;

    /// <summary>Settles the request when its token is known to be good.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The token that it carries.</param>
    /// <returns>Whether it does.</returns>
    public bool TryPass(MessageReceivedContext context, ReadOnlySpan<char> token)
    {
        if (token.Length is 0 or > MaxTokenLength || Find(token) is not { } known)
            return false;
        if (known.AcceptedUntil <= time.GetUtcNow() || !keys.IsAccepted(known.Principal.Token.Key))
        {
            Forget(token);
            return false;
        }

        context.Principal = known.Principal;
        context.Properties.ExpiresUtc = known.Principal.Token.ExpiresAt;
        context.Success();
        return true;
    }

    /// <summary>Remembers a token that has been found good.</summary>
    /// <param name="token">The token.</param>
    /// <param name="principal">Who sent it.</param>
    /// <param name="skew">How long after its expiry new requests are accepted.</param>
    public void Remember(string token, TokenPrincipal principal, TimeSpan skew)
    {
        if (token.Length <= MaxTokenLength)
            Add(token, new Known(principal, principal.Token.ExpiresAt + skew));
    }

    private Known? Find(ReadOnlySpan<char> token)
    {
        if (_newer.ByText.TryGetValue(token, out var known))
            return known;
        if (!_older.ByText.TryGetValue(token, out var text, out known))
            return null;
        Add(text, known);
        return known;
    }

    private void Add(string token, Known known)
    {
        lock (_lock)
        {
            if (!_newer.Tokens.TryAdd(token, known))
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

    private sealed record Known(TokenPrincipal Principal, DateTimeOffset AcceptedUntil);

    private sealed class Generation
    {
        public Generation() => ByText = Tokens.GetAlternateLookup<ReadOnlySpan<char>>();

        public ConcurrentDictionary<string, Known> Tokens { get; } = new(StringComparer.Ordinal);

        /// <summary>The same, looked up without a string.</summary>
        public ConcurrentDictionary<string, Known>.AlternateLookup<ReadOnlySpan<char>> ByText { get; }

        public int Count { get; set; }

        public int Characters { get; set; }
    }
}
