using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>One key that signs tokens.</summary>
/// <param name="Id">The <c>kid</c> in the token's header: the name of the key file without its extension.</param>
/// <param name="Key">The secret.</param>
internal sealed record TokenKey(string Id, SymmetricSecurityKey Key);
