using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace LiveParking.SystemTests.Clients;

/// <summary>The HTTP API as anybody else would call it.</summary>
public sealed class Api : IDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(8);

    private readonly HttpClient _http;

    /// <summary>A caller.</summary>
    /// <param name="address">The gateway.</param>
    /// <param name="token">The token; null for anonymous.</param>
    /// <param name="acceptAnyCertificate">Whether an untrusted HTTPS certificate is accepted.</param>
    public Api(Uri address, string? token = null, bool acceptAnyCertificate = false)
    {
        Address = address;
        Token = token;
        var handler = new HttpClientHandler();
        if (acceptAnyCertificate)
            handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = CallTimeout };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The gateway.</summary>
    public Uri Address { get; }

    /// <summary>The token that it sends.</summary>
    public string? Token { get; }

    /// <summary>Gets any address.</summary>
    public async Task<Answer> GetAsync(string path) => await Answer.ReadAsync(await _http.GetAsync(path));

    /// <summary>Puts a body.</summary>
    public async Task<Answer> PutAsync(string path, object body) => await Answer.ReadAsync(await _http.PutAsJsonAsync(path, body));

    /// <summary>Posts a body.</summary>
    public async Task<Answer> PostAsync(string path, object body, CancellationToken cancellationToken = default) =>
        await Answer.ReadAsync(await _http.PostAsJsonAsync(path, body, cancellationToken));

    /// <summary>Posts text that may be no JSON.</summary>
    public async Task<Answer> PostTextAsync(string path, string body, string contentType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        return await Answer.ReadAsync(await _http.PostAsync(path, content));
    }

    /// <summary>Deletes the resource at an address.</summary>
    public async Task<Answer> DeleteAsync(string path) => await Answer.ReadAsync(await _http.DeleteAsync(path));

    /// <summary>Gets JSON that has to be there.</summary>
    /// <exception cref="HttpRequestException">The answer is 503: the system can't answer now, and may later.</exception>
    public async Task<JsonElement> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        return answer.Status == HttpStatusCode.ServiceUnavailable ? throw new HttpRequestException(answer.Text) : answer.Require(HttpStatusCode.OK);
    }

    /// <summary>Whether <c>/health/ready</c> says yes.</summary>
    public async Task<bool> IsReadyAsync() => (await GetAsync("/health/ready")).Status == HttpStatusCode.OK;

    /// <summary>Makes a location with one level that counts at its gates.</summary>
    public async Task MakeLevelAsync(string location, string level, int spots = 100_000)
    {
        (await PutAsync($"/api/v1/locations/{location}", new { name = $"Site {location}" })).Require(HttpStatusCode.OK);
        (await PutAsync(
            $"/api/v1/locations/{location}/levels/{level}",
            new { name = $"Level {level}", counting = "gates", capacity = new { standard = spots } })).Require(HttpStatusCode.OK);
    }

    /// <summary>One level as its location shows it.</summary>
    public async Task<LevelView> LevelAsync(string location, string level)
    {
        var status = await ReadAsync($"/api/v1/locations/{location}");
        return status.GetProperty("levels").EnumerateArray().Select(LevelView.From).Single(view => view.LevelId == level);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
