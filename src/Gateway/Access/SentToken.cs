namespace LiveParking.Gateway.Access;

/// <summary>Finds the token of a request.</summary>
internal static class SentToken
{
    private const string Scheme = "Bearer ";

    /// <summary>Whether the request has more than one <c>Authorization</c> header. Different readers could pick different ones.</summary>
    public static bool IsAmbiguous(HttpRequest request) => request.Headers.Authorization.Count > 1;

    /// <summary>The token of the header <c>Authorization: Bearer …</c> without the spaces around it; empty when there is no such header.</summary>
    public static ReadOnlySpan<char> InHeader(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header.AsSpan(Scheme.Length).Trim()
            : default;

    /// <summary>The token of a request, in its header or its URL; empty when there is none.</summary>
    public static ReadOnlySpan<char> Of(HttpRequest request) => InAddress(request) is { } inAddress ? inAddress : InHeader(request);

    /// <summary>
    /// The token in the URL; null when there is none, when a header takes precedence, or when the path accepts no token in the URL.
    /// </summary>
    public static string? InAddress(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 && TokenInAddress.IsAllowed(request.Path) ? request.Query[TokenInAddress.Parameter] : (string?)null;
}
