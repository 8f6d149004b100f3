using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LiveParking.Gateway.Hosting;

/// <summary>The CORS policy. It never allows credentials: tokens are sent in headers and URLs, not in cookies.</summary>
internal static class CorsExtensions
{
    private static readonly string[] ReadableHeaders = 
    [
        "X-Captured-At", "X-Sequence", "X-Frame-Age", "ETag", "Retry-After", "WWW-Authenticate", "Allow",

        // Gives a page of another origin the gateway's clock, which it needs for the age of a picture.
        "Date",
    ];

    /// <summary>Whether a request is a CORS preflight.</summary>
    public static bool IsPreflight(HttpContext http) =>
        HttpMethods.IsOptions(http.Request.Method)
        && http.Request.Headers.ContainsKey(HeaderNames.Origin)
        && http.Request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);

    public static IServiceCollection AddGatewayCors(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<GatewayOptions>>((cors, options) => cors.AddDefaultPolicy(policy =>
        {
            policy.AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(ReadableHeaders);
            if (options.Value.CorsOrigins.Count == 0)
                policy.AllowAnyOrigin();
            else
                policy.WithOrigins([.. options.Value.CorsOrigins]);
        }));
        return services;
    }
}
