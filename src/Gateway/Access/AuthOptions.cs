namespace LiveParking.Gateway.Access;

/// <summary>Whose tokens a gateway accepts. Section <c>Auth</c> of the configuration.</summary>
public sealed class AuthOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Auth";

    /// <summary>
    /// Whether tokens of earlier releases are accepted, where their keys still exist. They were signed with secrets that every gateway holds. Set it to
    /// false when all of them have been replaced.
    /// </summary>
    public bool AcceptLegacyTokens { get; set; } = true;

    /// <summary>
    /// The address of an OpenID Connect authority (<c>https://login.example/realm</c>) whose access tokens are accepted beside those of the own issuer.
    /// Empty for none.
    /// </summary>
    public string Authority { get; set; } = "";

    /// <summary>The audience that the authority's access tokens must name.</summary>
    public string Audience { get; set; } = "live-parking";

    /// <summary>The client id with which the page signs in at the authority. Empty: the page offers no sign-in.</summary>
    public string ClientId { get; set; } = "live-parking-page";

    /// <summary>The scopes that the page asks for. With <c>offline_access</c> most authorities give a refresh token, which renews the sign-in.</summary>
    public string Scope { get; set; } = "openid profile offline_access";

    /// <summary>The claim of the authority's tokens with the roles.</summary>
    public string RoleClaim { get; set; } = "role";

    /// <summary>The claim of the authority's tokens with ids of locations, <c>*</c> for all.</summary>
    public string LocationClaim { get; set; } = "location";

    /// <summary>The claim of the authority's tokens with groups of locations.</summary>
    public string GroupClaim { get; set; } = "group";

    /// <summary>
    /// What roles of the authority mean, each as <c>AUTHORITY-ROLE=ROLE</c>: <c>parking-managers=operator</c>. A role that is not listed counts when it
    /// has the name of a role here.
    /// </summary>
    public IList<string> Roles { get; } = [];

    /// <summary>
    /// The client id with which the gateway asks the authority every 30 s whether tokens in use are still active (RFC 7662). Empty: they are valid until
    /// they expire.
    /// </summary>
    public string IntrospectionClientId { get; set; } = "";

    /// <summary>The secret of that client.</summary>
    public string IntrospectionClientSecret { get; set; } = "";
}
