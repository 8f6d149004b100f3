using LiveParking.Gateway.Access;
using Microsoft.Extensions.Options;
namespace LiveParking.Gateway.Page;

/// <summary>Headers that restrict how a browser uses a response.</summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// Content from the own origin; images also from memory; live connections also as WebSockets; where people sign in, requests to the authority.
    /// </summary>
    private static string PagePolicy(string authority)
    {
        var signIn = authority.Length == 0 ? "" : $" {new Uri(authority).GetLeftPart(UriPartial.Authority)}";
        return $"default-src 'self'; img-src 'self' blob: data:; style-src 'self'; connect-src 'self' ws: wss:{signIn}; "
            + "manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    /// <summary>The API documentation page has its settings in an inline script.</summary>
    private const string DocumentationPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        var pagePolicy = PagePolicy(app.ApplicationServices.GetRequiredService<IOptions<AuthOptions>>().Value.Authority);
        app.Use((http, next) =>
        {
            http.Response.OnStarting(
                state =>
                {
                    Add((HttpContext)state, pagePolicy);
                    return Task.CompletedTask;
                },
                http);
            return next(http);
        });
    }

    private static void Add(HttpContext http, string pagePolicy)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs") ? DocumentationPolicy : pagePolicy;
    }
}
