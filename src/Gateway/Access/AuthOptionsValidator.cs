using LiveParking.Tokens;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Access;

/// <summary>Checks <see cref="AuthOptions"/> and reports all errors together, each with its fix.</summary>
internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        List<string> faults = [];
        if (options.Authority.Length > 0 && !IsAllowed(options.Authority))
            faults.Add($"Auth:Authority has to be an https:// address (http:// on loopback only), not '{options.Authority}'.");
        if (options.Authority.Length > 0 && options.Audience.Length == 0)
            faults.Add("Auth:Audience is needed with Auth:Authority: the audience that its access tokens name.");
        if (options.IntrospectionClientId.Length > 0 && options.IntrospectionClientSecret.Length == 0)
            faults.Add("Auth:IntrospectionClientSecret is needed with Auth:IntrospectionClientId.");
        faults.AddRange(options.Roles
            .Where(pair => pair.LastIndexOf('=') is var at && (at < 1 || TokenClaims.RoleOf(pair[(at + 1)..]) is null))
            .Select(pair => $"Auth:Roles has '{pair}': AUTHORITY-ROLE=ROLE is needed, where ROLE is viewer, sensor, operator or admin."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsAllowed(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
