using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Tokens;

/// <summary>The tokens that have not expired, and what was revoked. Immutable; the rules are pure functions.</summary>
public sealed record TokenLedger
{
    /// <summary>Nothing was issued.</summary>
    public static TokenLedger Empty { get; } = new();

    /// <summary>The issued tokens, oldest first, each once.</summary>
    public IReadOnlyList<TokenRecord> Tokens { get; init; } = [];

    /// <summary>The revocations that still concern valid tokens, oldest first.</summary>
    public IReadOnlyList<TokenRevocation> Revocations { get; init; } = [];

    /// <summary>What entries say, without what has expired.</summary>
    public static TokenLedger Of(IEnumerable<TokenLedgerEntry> entries, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var ledger = Empty;
        List<TokenRecord> issued = [];
        List<TokenRevocation> revoked = [];
        foreach (var entry in entries)
        {
            if (entry.Issued is { } token)
                issued.Add(token);
            if (entry.Revoked is { } revocation)
                revoked.Add(revocation);
        }

        return ledger.With(issued, revoked, now);
    }

    /// <summary>Adds what is new. Adding the same again changes nothing.</summary>
    public TokenLedger With(IReadOnlyList<TokenRecord> issued, IReadOnlyList<TokenRevocation> revoked, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(issued);
        ArgumentNullException.ThrowIfNull(revoked);
        var known = Tokens.Select(token => token.Id).ToHashSet(StringComparer.Ordinal);
        var newTokens = issued.Where(token => token.ExpiresAt > now && known.Add(token.Id)).ToList();
        var newRevocations = revoked.Where(revocation => revocation.ExpiresAt > now && !Revocations.Any(old => Says(old, revocation))).ToList();
        if (newTokens.Count == 0 && newRevocations.Count == 0)
            return this;
        // A newer revocation of the same owner or token says what the older one said.
        var revocations = Revocations.Concat(newRevocations)
            .Where(revocation => revocation.ExpiresAt > now)
            .GroupBy(revocation => (revocation.TokenId, revocation.Subject))
            .Select(same => same.MaxBy(revocation => revocation.At)!)
            .OrderBy(revocation => revocation.At)
            .ToList();
        return new TokenLedger
        {
            Tokens = [.. Tokens.Concat(newTokens).Where(token => token.ExpiresAt > now).Select(token => Marked(token, revocations)).OrderBy(token => token.IssuedAt)],
            Revocations = revocations,
        };
    }

    /// <summary>The revocation of one listed token; null when none with this id is valid.</summary>
    public TokenRevocation? RevocationOfToken(string tokenId, DateTimeOffset now) =>
        Tokens.FirstOrDefault(token => token.Id == tokenId && token.RevokedAt is null && token.ExpiresAt > now) is { } found
            ? new TokenRevocation(found.Id, null, WholeSeconds(now), found.ExpiresAt)
            : null;

    /// <summary>The revocation of all tokens that an owner was issued until now.</summary>
    public static TokenRevocation RevocationOfSubject(string subject, DateTimeOffset now) =>
        new(null, subject, WholeSeconds(now), WholeSeconds(now).AddDays(TokenLifetime.MaxDays));

    /// <summary>Whether a revocation concerns a token.</summary>
    public static bool Covers(TokenRevocation revocation, TokenRecord token)
    {
        ArgumentNullException.ThrowIfNull(revocation);
        ArgumentNullException.ThrowIfNull(token);
        return revocation.TokenId is { } id ? id == token.Id : revocation.Subject == token.Subject && token.IssuedAt <= revocation.At;
    }

    private static bool Says(TokenRevocation old, TokenRevocation revocation) =>
        old.TokenId == revocation.TokenId && old.Subject == revocation.Subject && old.At >= revocation.At;

    private static TokenRecord Marked(TokenRecord token, IReadOnlyList<TokenRevocation> revocations) => token.RevokedAt is null
        && revocations.Where(revocation => Covers(revocation, token)).MinBy(revocation => revocation.At) is { } first
            ? token with { RevokedAt = first.At }
            : token;

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
