using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;

namespace LiveParking.Testing;

/// <summary>An OpenID Connect authority (OpenIddict) in a process of its own.</summary>
public sealed class TestAuthority : IAsyncDisposable
{
    /// <summary>The page's client.</summary>
    public const string ClientId = "live-parking-page";

    private readonly Child _child;
    private readonly HttpClient _http;

    private TestAuthority(Child child, Uri address)
    {
        (_child, Address) = (child, address);
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
    }

    /// <summary>Its address.</summary>
    public Uri Address { get; }

    /// <summary>Starts one.</summary>
    /// <param name="program">The path of its assembly.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="users">Its users, each as <c>name:password:role:group</c>.</param>
    public static async Task<TestAuthority> StartAsync(string program, string folder, params IEnumerable<string> users)
    {
        var port = FreePort.Next();
        var child = await Child.StartAsync("sign-in", folder, ["dotnet", program, $"{port}", .. users]);
        await child.OutputLineAsync(line => line == "ready", "the authority is ready");
        return new TestAuthority(child, new Uri($"http://127.0.0.1:{port}/"));
    }

    /// <summary>Signs a user in by authorization code with PKCE, as a page does.</summary>
    /// <returns>The access token.</returns>
    public async Task<string> SignInAsync(string user, string password)
    {
        const string redirect = "http://127.0.0.1:5000/";
        var verifier = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        using var form = new FormUrlEncodedContent(
        [
            new("client_id", ClientId), new("response_type", "code"), new("scope", "openid"), new("redirect_uri", redirect), new("code_challenge", challenge),
            new("code_challenge_method", "S256"), new("state", "s"), new("username", user), new("password", password),
        ]);
        using var signedIn = await _http.PostAsync(new Uri("connect/authorize", UriKind.Relative), form);
        var location = signedIn.Headers.Location ?? throw new InvalidOperationException(await signedIn.Content.ReadAsStringAsync());
        var code = HttpUtility.ParseQueryString(location.Query)["code"] ?? throw new InvalidOperationException($"{location}");
        using var exchange = new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"), new("client_id", ClientId), new("code", code), new("redirect_uri", redirect), new("code_verifier", verifier),
        ]);
        using var answer = await _http.PostAsync(new Uri("connect/token", UriKind.Relative), exchange);
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return tokens.GetProperty("access_token").GetString()!;
    }

    /// <summary>Replaces its signing key.</summary>
    public async Task RotateKeyAsync() => (await _http.PostAsync(new Uri("test/rotate", UriKind.Relative), null)).EnsureSuccessStatusCode();

    /// <summary>Removes a user.</summary>
    public async Task RemoveUserAsync(string user) => (await _http.DeleteAsync(new Uri($"test/users/{user}", UriKind.Relative))).EnsureSuccessStatusCode();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _child.DisposeAsync();
    }
}
