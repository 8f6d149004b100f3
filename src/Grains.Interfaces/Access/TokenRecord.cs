namespace LiveParking.Grains.Interfaces.Access;

/// <summary>An issued token, without the token itself.</summary>
/// <param name="Id">The <c>jti</c> of the token.</param>
/// <param name="Subject">The owner.</param>
/// <param name="Role">What its bearer may do.</param>
/// <param name="Scope">Where it is valid.</param>
/// <param name="IssuedAt">When it was issued, in whole seconds.</param>
/// <param name="ExpiresAt">When it expires, in whole seconds.</param>
/// <param name="IssuedBy">Who had it issued.</param>
/// <param name="RevokedAt">When it was revoked; null while it is valid.</param>
[GenerateSerializer, Immutable, Alias("live-parking.TokenRecord")]
public sealed record TokenRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] string Subject,
    [property: Id(2)] Role Role,
    [property: Id(3)] TokenScope Scope,
    [property: Id(4)] DateTimeOffset IssuedAt,
    [property: Id(5)] DateTimeOffset ExpiresAt,
    [property: Id(6)] string IssuedBy,
    [property: Id(7)] DateTimeOffset? RevokedAt = null);

/// <summary>A new token.</summary>
/// <param name="Token">The token. It is not kept anywhere.</param>
/// <param name="Record">What is kept of it.</param>
[GenerateSerializer, Immutable, Alias("live-parking.IssuedToken")]
public sealed record IssuedToken([property: Id(0)] string Token, [property: Id(1)] TokenRecord Record);

/// <summary>Tokens that are no longer valid: one by its id, or all that a subject was issued until now.</summary>
/// <param name="TokenId">The <c>jti</c> of a token; null when <paramref name="Subject"/> is given.</param>
/// <param name="Subject">A subject; also its tokens that are not listed, and those of earlier releases.</param>
/// <param name="At">When it was revoked, in whole seconds.</param>
/// <param name="ExpiresAt">When all of these tokens will have expired. The entry is dropped then.</param>
/// <param name="RevokedBy">Who did it, on a command line; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("live-parking.TokenRevocation")]
public sealed record TokenRevocation(
    [property: Id(0)] string? TokenId, [property: Id(1)] string? Subject, [property: Id(2)] DateTimeOffset At, [property: Id(3)] DateTimeOffset ExpiresAt,
    [property: Id(4)] string? RevokedBy = null);

/// <summary>What is needed to verify tokens of the issuer.</summary>
/// <param name="Version">Changes with the rest.</param>
/// <param name="Keys">The public keys, each as a JSON Web Key (RFC 7517); null when the silo of the issuer has no folder of keys, and knows none.</param>
/// <param name="Revocations">The tokens that are no longer valid.</param>
[GenerateSerializer, Immutable, Alias("live-parking.TokenVerification")]
public sealed record TokenVerification(
    [property: Id(0)] string Version, [property: Id(1)] IReadOnlyList<string>? Keys, [property: Id(2)] IReadOnlyList<TokenRevocation> Revocations);
