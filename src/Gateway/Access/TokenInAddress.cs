namespace LiveParking.Gateway.Access;

/// <summary>Paths that accept a token in the URL: hubs and media only, because URLs end up in logs and browser histories.</summary>
internal static class TokenInAddress
{
    /// <summary>The query parameter.</summary>
    public const string Parameter = "access_token";

    /// <summary>Whether the path accepts a token in the URL.</summary>
    public static bool IsAllowed(PathString path) =>
        path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
        || (path.StartsWithSegments("/api/v1/cameras", StringComparison.OrdinalIgnoreCase)
            && (EndsWith(path, "/snapshot.jpg") || EndsWith(path, "/stream.mjpg")));

    private static bool EndsWith(PathString path, string ending) =>
        path.Value!.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
