using LiveParking.Tokens;

namespace LiveParking.Grains.Access;

/// <summary>The stored state of the issuer.</summary>
internal sealed record TokenIssuerState
{
    /// <summary>The schema that this build writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema of the stored form; 0 when nothing was stored yet.</summary>
    public int Schema { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }

    /// <summary>The tokens that have not expired, and what was revoked.</summary>
    public TokenLedger Ledger { get; init; } = TokenLedger.Empty;
}
