using System.Net;
using System.Text.Json;

namespace LiveParking.GatewayTests.Api;

/// <summary>An answer over HTTP, read whole.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, string? MediaType, string Text, HttpResponseMessage Response)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    public string? Code => Json.GetProperty("code").GetString();

    public static async Task<HttpAnswer> SendAsync(
        HttpClient client, HttpMethod method, string path, string? json = null, string mediaType = "application/json", IReadOnlyDictionary<string, string>? headers = null)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            request.Headers.TryAddWithoutValidation(name, value);
        if (json is not null)
        {
            request.Content = new StringContent(json);
            request.Content.Headers.ContentType = new(mediaType);
        }

        using var response = await client.SendAsync(request);
        return new HttpAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response);
    }

    /// <summary>Checks that what was asked for was done.</summary>
    public HttpAnswer RequireOk()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status}: {Text}");
        return this;
    }

    /// <summary>Checks that it is problem details with all their members and nothing of the inside.</summary>
    public HttpAnswer IsProblem(int status, string code, string? field = null)
    {
        Assert.True(status == (int)Status, $"{(int)Status} instead of {status}: {Text}");
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(code, Code);
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.Equal($"urn:live-parking:{code}", Json.GetProperty("type").GetString());
        Assert.False(string.IsNullOrWhiteSpace(Json.GetProperty("title").GetString()));
        Assert.False(string.IsNullOrWhiteSpace(Json.GetProperty("detail").GetString()));
        Assert.Equal(field, Json.TryGetProperty("field", out var named) ? named.GetString() : null);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Text, StringComparison.Ordinal);
        return this;
    }
}
