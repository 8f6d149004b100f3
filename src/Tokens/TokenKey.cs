using Microsoft.IdentityModel.Tokens;

namespace LiveParking.Tokens;

/// <summary>One key of tokens.</summary>
/// <param name="Id">
/// The <c>kid</c> in the header of its tokens: the thumbprint of the key (RFC 7638), or the name of the file for a secret of an earlier release.
/// </param>
/// <param name="Key">The key. With <see cref="TokenKeyUse.Verify"/> it has no private part.</param>
/// <param name="CanSign">Whether it can sign.</param>
internal sealed record TokenKey(string Id, SecurityKey Key, bool CanSign = false)
{
    /// <summary>Whether it is a secret of an earlier release, which signed with HMAC-SHA256. It signs nothing any more.</summary>
    public bool IsLegacy => Key is SymmetricSecurityKey;

    /// <summary>The public part as a JSON Web Key (RFC 7517). Not for a secret.</summary>
    public string ToPublicJson() => PublicKeyJson.Write((ECDsaSecurityKey)Key);
}

/// <summary>What keys are read for.</summary>
internal enum TokenKeyUse
{
    /// <summary>To verify tokens: only the public part of a key is kept. Nothing is created.</summary>
    Verify,

    /// <summary>To issue tokens. A folder without a key that signs gets one at the first read.</summary>
    Issue,
}
