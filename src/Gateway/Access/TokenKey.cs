using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>One key that signs tokens.</summary>
/// <param name="Id">Stands in the head of a token as <c>kid</c>; the name of the key's file without its ending.</param>
/// <param name="Key">The secret.</param>
internal sealed record TokenKey(string Id, SymmetricSecurityKey Key);
