using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using LiveParking.SignInServer;
using Microsoft.AspNetCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

// An OpenID Connect authority for the tests: OpenIddict without a store, one page client, one introspection client, users from the command line as
// name:password:role:group. Its keys can be rotated and its users removed while it runs.
var port = int.Parse(args[0], CultureInfo.InvariantCulture);
var users = new ConcurrentDictionary<string, User>(args.Skip(1).Select(User.Parse).ToDictionary(user => user.Name));

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
builder.Services.AddOpenIddict().AddServer(server =>
{
    server.EnableDegradedMode();
    server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/logout")
        .SetIntrospectionEndpointUris("connect/introspect");
    server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
    server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess);
    server.SetAccessTokenLifetime(TimeSpan.FromMinutes(10));
    server.DisableAccessTokenEncryption();
    server.AddEphemeralEncryptionKey().AddSigningKey(SigningKeys.New());
    server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough()
        .DisableTransportSecurityRequirement();
    // Only the page's client, and only its own address. A test system has a free port, so every loopback address is one.
    server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
    {
        if (context.ClientId != "live-parking-page" || !Uri.TryCreate(context.RedirectUri, UriKind.Absolute, out var address) || !address.IsLoopback)
            context.Reject(Errors.InvalidClient, "The client or its address is not known.");
        return default;
    }));
    server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
    {
        if (context.ClientId != "live-parking-page")
            context.Reject(Errors.InvalidClient, "The client is not known.");
        return default;
    }));
    server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
    server.AddEventHandler<ValidateIntrospectionRequestContext>(handler => handler.UseInlineHandler(context =>
    {
        if (context.ClientId != "gateway" || context.ClientSecret != "gateway-secret")
            context.Reject(Errors.InvalidClient, "The client is not known.");
        return default;
    }));
    server.AddEventHandler<HandleIntrospectionRequestContext>(handler => handler.UseInlineHandler(context =>
    {
        // A user who was removed has no active token.
        if (!users.ContainsKey(context.GenericTokenPrincipal.GetClaim(Claims.Subject) ?? ""))
            context.Reject(Errors.InvalidToken, "The user is not known.");
        return default;
    }));
});
builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()));

var app = builder.Build();
app.UseCors();
// Behind CORS: otherwise the answers of the authority would lack its headers.
app.UseAuthentication();
app.MapMethods("/connect/authorize", ["GET", "POST"], async http =>
{
    var request = http.GetOpenIddictServerRequest()!;
    var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync() : null;
    if (form?["cancel"].Count > 0)
    {
        await Results.Forbid(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]).ExecuteAsync(http);
        return;
    }

    var user = users.GetValueOrDefault(form?["username"].ToString() ?? "");
    if (user is null || user.Password != form!["password"])
    {
        await Results.Content(LoginPage.Html(request, failed: form is not null), "text/html").ExecuteAsync(http);
        return;
    }

    await Results.SignIn(user.Principal(request.GetScopes()), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme).ExecuteAsync(http);
});
app.MapPost("/connect/token", async http =>
{
    var result = await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(
        http, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    var scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
    var isKnown = result.Principal?.GetClaim(Claims.Subject) is { } name && users.ContainsKey(name);
    await (isKnown ? Results.SignIn(result.Principal!, authenticationScheme: scheme) : Results.Forbid(authenticationSchemes: [scheme])).ExecuteAsync(http);
});
app.MapMethods("/connect/logout", ["GET", "POST"], (HttpContext _) => Results.SignOut(
    new() { RedirectUri = "/signed-out" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]));
app.MapGet("/signed-out", () => "Signed out.");
// What tests do to the authority.
app.MapPost("/test/rotate", (IOptionsMonitor<OpenIddictServerOptions> options) =>
{
    var credentials = options.CurrentValue.SigningCredentials;
    credentials.Clear();
    credentials.Add(new SigningCredentials(SigningKeys.New(), SecurityAlgorithms.RsaSha256));
});
app.MapDelete("/test/users/{name}", (string name) => users.TryRemove(name, out _));
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
app.Run();

namespace LiveParking.SignInServer
{
    internal sealed record User(string Name, string Password, string Role, string Group)
    {
        public static User Parse(string text) => text.Split(':') is [var name, var password, var role, var group]
            ? new User(name, password, role, group)
            : throw new ArgumentException("A user is name:password:role:group.", nameof(text));

        public ClaimsPrincipal Principal(IEnumerable<string> scopes)
        {
            var identity = new ClaimsIdentity("form", Claims.Name, Claims.Role);
            identity.SetClaim(Claims.Subject, Name).SetClaim(Claims.Name, Name).SetClaims("roles", [Role]).SetClaims("groups", [Group]);
            identity.SetScopes(scopes).SetAudiences("live-parking");
            identity.SetDestinations(claim => claim.Type is Claims.Name or Claims.Subject ? [Destinations.AccessToken, Destinations.IdentityToken] : [Destinations.AccessToken]);
            return new ClaimsPrincipal(identity);
        }
    }

    internal static class SigningKeys
    {
        public static RsaSecurityKey New()
        {
            var key = new RsaSecurityKey(RSA.Create(2048));
            key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
            return key;
        }
    }

    internal static class LoginPage
    {
        public static string Html(OpenIddictRequest request, bool failed) => $$"""
            <!doctype html><html lang="en"><title>Sign in</title>
            <form method="post" action="/connect/authorize">
              {{string.Concat(request.GetParameters().Where(parameter => parameter.Key is not ("username" or "password" or "cancel")).Select(parameter =>
                  $"<input type=\"hidden\" name=\"{Encode(parameter.Key)}\" value=\"{Encode((string?)parameter.Value)}\">"))}}
              {{(failed ? "<p role=\"alert\">Name or password is wrong.</p>" : "")}}
              <label>Name <input name="username" autofocus></label>
              <label>Password <input name="password" type="password"></label>
              <button type="submit">Sign in</button>
              <button type="submit" name="cancel" value="yes">Cancel</button>
            </form></html>
            """;

        private static string Encode(string? text) => System.Net.WebUtility.HtmlEncode(text ?? "");
    }
}
