using LiveParking.Gateway.Errors;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Checks the origin of hub connections. CORS does not cover WebSockets: a browser opens a WebSocket to any host, and the server must check the
/// origin. A client without an origin is not a browser page. The gateway's own page is always allowed.
/// </summary>
internal sealed class HubOrigins(RequestDelegate next, IOptions<GatewayOptions> options)
{
    private readonly HashSet<string> _allowed = [.. options.Value.CorsOrigins.Select(Normal)];

    public async Task InvokeAsync(HttpContext http)
    {
        if (_allowed.Count > 0 && http.Request.Headers.Origin is [{ Length: > 0 } origin, ..] && !IsAllowed(http.Request, origin))
            throw ApiErrors.ForbiddenOrigin();
        await next(http);
    }

    private bool IsAllowed(HttpRequest request, string origin) =>
        Normal(origin) is var normal && (_allowed.Contains(normal) || normal == Normal($"{request.Scheme}://{request.Host}"));

    /// <summary>
    /// Scheme, host and port in lower case, without a default port. A value that is not a URL, such as <c>null</c>, is returned unchanged.
    /// </summary>
    private static string Normal(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : origin;
}
