namespace LiveParking.Gateway.Access;

/// <summary>Where a token may stand in the address: on hubs and media only, since addresses end up in logs and histories.</summary>
internal static class TokenInAddress
{
    /// <summary>The query parameter.</summary>
    public const string Parameter = "access_token";

    /// <summary>Whether a token in the address counts there.</summary>
    public static bool IsAllowed(PathString path) =>
        path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
        || (path.StartsWithSegments("/api/v1/cameras", StringComparison.OrdinalIgnoreCase)
            && (EndsWith(path, "/snapshot.jpg") || EndsWith(path, "/stream.mjpg")));

    private static bool EndsWith(PathString path, string ending) =>
        path.Value!.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
