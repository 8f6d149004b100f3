using LiveParking.Gateway.Errors;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Holds connections to hubs to the origins that may call. CORS does not: a browser opens a WebSocket to any host and leaves it to the server to
/// look at the origin. A client without an origin is no page of a browser, and the gateway's own page may always call.
/// </summary>
internal sealed class HubOrigins(RequestDelegate next, IOptions<GatewayOptions> options)
{
    private readonly HashSet<string> _allowed = [.. options.Value.CorsOrigins.Select(Normal)];

    public async Task InvokeAsync(HttpContext http)
    {
        if (_allowed.Count > 0 && http.Request.Headers.Origin is [{ Length: > 0 } origin, ..] && !IsAllowed(http.Request, origin))
            throw Refuse.ForbiddenOrigin();
        await next(http);
    }

    private bool IsAllowed(HttpRequest request, string origin) =>
        Normal(origin) is var normal && (_allowed.Contains(normal) || normal == Normal($"{request.Scheme}://{request.Host}"));

    /// <summary>Scheme, host and port in lower case, without the usual port; what is no address, such as <c>null</c>, as it is.</summary>
    private static string Normal(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : origin;
}
