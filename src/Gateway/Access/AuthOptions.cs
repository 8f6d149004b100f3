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
}
