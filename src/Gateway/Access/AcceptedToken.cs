namespace LiveParking.Gateway.Access;

/// <summary>What makes an accepted token good: until when, and by which key.</summary>
/// <param name="ExpiresAt">The <c>exp</c> of the token, without clock skew.</param>
/// <param name="Key">The key that signed it.</param>
internal sealed record AcceptedToken(DateTimeOffset ExpiresAt, TokenKey Key);
