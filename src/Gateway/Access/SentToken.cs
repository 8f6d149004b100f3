namespace LiveParking.Gateway.Access;

/// <summary>Where a request carries its token.</summary>
internal static class SentToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of the header <c>Authorization: Bearer …</c> without the spaces around it; empty when there is no such header.</summary>
    public static ReadOnlySpan<char> InHeader(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header.AsSpan(Scheme.Length).Trim()
            : default;

    /// <summary>The token in the address; null when there is none, or when a header has the word, or when a token does not count there.</summary>
    public static string? InAddress(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 && TokenInAddress.IsAllowed(request.Path) ? request.Query[TokenInAddress.Parameter] : (string?)null;
}
