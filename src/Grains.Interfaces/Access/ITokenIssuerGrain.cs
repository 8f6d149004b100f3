namespace LiveParking.Grains.Interfaces.Access;

/// <summary>
/// Issues and revokes tokens. One grain, with the key <see cref="Key"/>. Only the central silos have the keys that sign; everybody else gets the public
/// keys.
/// </summary>
[Alias("live-parking.ITokenIssuerGrain")]
public interface ITokenIssuerGrain : IGrainWithStringKey
{
    /// <summary>The key of the only issuer.</summary>
    const string Key = "issuer";

    /// <summary>Issues a token. Answers after its record is stored.</summary>
    /// <exception cref="InvalidRequestException">The request breaks a rule.</exception>
    /// <exception cref="TooManyException">The system is at its limit of valid tokens.</exception>
    /// <exception cref="NoIssuerKeyException">The central silos have no key that signs.</exception>
    [Audited("token.issue"), Alias("IssueAsync")]
    Task<IssuedToken> IssueAsync(TokenRequest request, string issuedBy);

    /// <summary>The tokens that have not expired, oldest first; revoked ones too.</summary>
    [Idempotent, Alias("GetAsync")]
    Task<IReadOnlyList<TokenRecord>> GetAsync();

    /// <summary>Revokes a token. Answers after that is stored.</summary>
    /// <returns>The record of the token; null when no such token is listed.</returns>
    [Idempotent, Audited("token.revoke"), Alias("RevokeAsync")]
    Task<TokenRecord?> RevokeAsync(string tokenId);

    /// <summary>Revokes all tokens that a subject was issued until now, also those that are not listed. Answers after that is stored.</summary>
    /// <returns>The records of the listed ones that were still valid.</returns>
    [Idempotent, Audited("token.revoke-subject"), Alias("RevokeSubjectAsync")]
    Task<IReadOnlyList<TokenRecord>> RevokeSubjectAsync(string subject);

    /// <summary>What is needed to verify tokens.</summary>
    /// <param name="knownVersion">The version that the caller has; null for none.</param>
    /// <returns>Null when the caller has the newest version.</returns>
    [Idempotent, Alias("GetVerificationAsync")]
    Task<TokenVerification?> GetVerificationAsync(string? knownVersion);
}
