using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LiveParking.Gateway.Hosting;

/// <summary>Which pages of other origins may call. Never with credentials: tokens travel in headers and addresses, not in cookies.</summary>
internal static class CorsSettings
{
    private static readonly string[] ReadableHeaders = 
    [
        "X-Captured-At", "X-Sequence", "X-Frame-Age", "ETag", "Retry-After", "WWW-Authenticate", "Allow",

        // Tells a page of another origin the gateway's clock, by which it counts the age of a picture.
        "Date",
    ];

    /// <summary>Whether a browser asks whether a page may send a request.</summary>
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
