using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LiveParking.Gateway.Errors;

/// <summary>Writes a <see cref="ApiError"/> as problem details (RFC 9457).</summary>
internal static class ProblemResponse
{
    /// <summary>The media type of problem details.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Keeps text readable in JSON. This is safe because the response is never embedded in a page.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes the error with its status and headers. <c>type</c> is a URN that ends in the code. <c>code</c> and, for an invalid field, <c>field</c>
    /// are extension members.
    /// </summary>
    public static async Task WriteAsync(HttpContext http, ApiError fault)
    {
        var response = http.Response;
        response.StatusCode = fault.Status;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        if (fault.RetryAfter is { } retryAfter)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (fault is { Status: 401 } or { Status: 403, Code: "forbidden" } && response.Headers.WWWAuthenticate.Count == 0)
            response.Headers.WWWAuthenticate = Challenge(http, fault);

        if (HttpMethods.IsHead(http.Request.Method))
            return;
        await using var json = new Utf8JsonWriter(response.BodyWriter, Readable);
        json.WriteStartObject();
        json.WriteString("type", $"urn:live-parking:{fault.Code}");
        json.WriteString("title", fault.Title);
        json.WriteNumber("status", fault.Status);
        json.WriteString("detail", fault.Detail);
        json.WriteString("code", fault.Code);
        if (fault.Field is not null)
            json.WriteString("field", fault.Field);
        json.WriteEndObject();
    }

    /// <summary>The challenge of RFC 6750: the reason why the token is invalid, if the request has a token.</summary>
    private static string Challenge(HttpContext http, ApiError fault) => fault switch
    {
        { Status: 403 } => "Bearer realm=\"live-parking\", error=\"insufficient_scope\"",
        _ when http.Items.ContainsKey(InvalidTokenKey) => "Bearer realm=\"live-parking\", error=\"invalid_token\"",
        _ => "Bearer realm=\"live-parking\"",
    };

    /// <summary>Key in <see cref="HttpContext.Items"/> that marks a request with a rejected token.</summary>
    public static readonly object InvalidTokenKey = new();
}
