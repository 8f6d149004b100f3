using System.Threading.RateLimiting;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Answers 429 to a negotiation, WebSocket or event stream of a client that is at its limit of hub connections. Long polling uses many requests, so
/// <see cref="LimitLongPolling"/> counts its connections.
/// </summary>
internal sealed class HubConnectionMiddleware(
    RequestDelegate next, HubConnectionLimiter limiter, ShortConnectionLimiter shortConnections, ClientTurns turns, TimeProvider time, GatewayMeters meters)
{
    /// <summary>Retry delay for a rejected phone: the connections that fill the limit are long-lived.</summary>
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>The path suffix of a negotiation.</summary>
    private const string Negotiation = "/negotiate";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata is not { } endpoint || endpoint.GetMetadata<HubMetadata>() is null)
            return next(http);
        if (endpoint.GetMetadata<NegotiateMetadata>() is not null)
            return HttpMethods.IsPost(http.Request.Method) ? NegotiateAsync(http) : next(http);
        return Begins(http) ? ConnectAsync(http) : next(http);
    }

    /// <summary>Counts long-polling connections and closes those above the limit.</summary>
    public static IConnectionBuilder LimitLongPolling(IConnectionBuilder connections)
    {
        var limiter = connections.ApplicationServices.GetRequiredService<HubConnectionLimiter>();
        var shortConnections = connections.ApplicationServices.GetRequiredService<ShortConnectionLimiter>();
        var time = connections.ApplicationServices.GetRequiredService<TimeProvider>();
        var meters = connections.ApplicationServices.GetRequiredService<GatewayMeters>();
        return connections.Use(async (connection, next) =>
        {
            if (connection.Features.Get<IHttpTransportFeature>()?.TransportType != HttpTransportType.LongPolling
                || connection.GetHttpContext() is not { } http)
            {
                await next();
                return;
            }

            var client = ClientKey.Of(http);
            using var lease = limiter.Enter(client, ClientIdOf(http.Request));
            if (lease is null)
            {
                meters.RequestsRefused.Add(1, Limit);
                return;
            }

            var startedAt = time.GetTimestamp();
            try
            {
                await next();
            }
            finally
            {
                shortConnections.RecordEnd(client, startedAt);
            }
        });
    }

    private static KeyValuePair<string, object?> Limit => new("limit", "connections");

    /// <summary>Whether the request lasts as long as its connection.</summary>
    private static bool Begins(HttpContext http) =>
        http.WebSockets.IsWebSocketRequest
        || (HttpMethods.IsGet(http.Request.Method)
            && (http.Request.Query["id"].Count == 0
                || http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The hub and the name that the client gave itself in the URL; null without one.</summary>
    private static string? ClientIdOf(HttpRequest request) =>
        request.Query["client"] is [{ } name] && Slug.IsValid(name) ? $"{HubOf(request.Path.Value!)} {name}" : null;

    private static string HubOf(string path) => path.EndsWith(Negotiation, StringComparison.Ordinal) ? path[..^Negotiation.Length] : path;

    private async Task NegotiateAsync(HttpContext http)
    {
        var client = ClientKey.Of(http);
        if (!shortConnections.MayConnect(client, out var retryAfter))
        {
            await RefuseShortAsync(http, retryAfter);
            return;
        }

        var lease = limiter.Negotiate(client, ClientIdOf(http.Request));
        if (lease is null)
        {
            await RefuseAsync(http);
            return;
        }

        // Before the answer leaves: a client on the same machine opens its connection before this method would go on, and would count twice.
        var isKept = false;
        http.Response.OnStarting(() =>
        {
            isKept = http.Response.StatusCode == StatusCodes.Status200OK;
            if (isKept)
                limiter.Keep(client, lease);
            return Task.CompletedTask;
        });
        try
        {
            await next(http);
        }
        finally
        {
            if (!isKept)
                lease.Dispose();
        }
    }

    private async Task ConnectAsync(HttpContext http)
    {
        var client = ClientKey.Of(http);
        if (!shortConnections.MayConnect(client, out var retryAfter))
        {
            await RefuseShortAsync(http, retryAfter);
            return;
        }

        var lease = limiter.Enter(client, ClientIdOf(http.Request));
        if (lease is null)
        {
            await RefuseAsync(http);
            return;
        }

        // A connection that failed to open may still have been negotiated: its lease is kept for the next attempt.
        var startedAt = time.GetTimestamp();
        try
        {
            await PassAsync(http, client, lease);
        }
        finally
        {
            // A connection that failed to open costs little.
            if (http.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status101SwitchingProtocols)
                shortConnections.RecordEnd(client, startedAt);
        }
    }

    private async Task PassAsync(HttpContext http, ClientKey client, RateLimitLease lease)
    {
        var isKept = false;
        try
        {
            // It ends when the connection has begun, in HubCallLimiter.
            using var turn = await turns.EnterAsync(client, http.RequestAborted);
            http.Features.Set(turn);
            await next(http);
            isKept = http.Response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status101SwitchingProtocols);
            if (isKept)
                limiter.Keep(client, lease);
        }
        finally
        {
            if (!isKept)
                lease.Dispose();
        }
    }

    private Task RefuseShortAsync(HttpContext http, TimeSpan retryAfter) => RequestLimits.RefuseAsync(
        http, meters, "short-connections", "Too many hub connections of this address or token ended as soon as they began.", retryAfter);

    private Task RefuseAsync(HttpContext http) => RequestLimits.RefuseAsync(
        http, meters, "connections", "This address or token has as many hub connections as it may.", TryAgainAfter);
}
