using System.Security.Claims;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Access;

/// <summary>The caller and its permissions.</summary>
internal readonly struct Caller
{
    private readonly ClaimsPrincipal? _user;

    private Caller(ClaimsPrincipal? user) => _user = user;

    private bool IsKnown => _user?.Identity?.IsAuthenticated == true;

    /// <summary>The caller of a request or hub connection.</summary>
    public static Caller Of(ClaimsPrincipal? user) => new(user);

    /// <summary>Throws unless the caller may watch the camera: the camera is public, or the token has its location.</summary>
    /// <exception cref="ApiException"><c>unauthorized</c> without a token, <c>forbidden</c> with a token for another location.</exception>
    public void RequireWatch(CameraEntry camera)
    {
        if (WatchFault(camera) is { } fault)
            throw new ApiException(fault);
    }

    /// <summary>Why the caller may not watch the camera; null when the caller may.</summary>
    public ApiError? WatchFault(CameraEntry camera)
    {
        if (camera.IsPublic)
            return null;
        if (!IsKnown)
            return ApiErrors.Unauthorized($"Camera '{camera.CameraId}' is not public; watching it needs a token with its location.").Error;
        if (!Has(Role.Viewer) && !Has(Role.Operator) && !Has(Role.Admin))
            return ApiErrors.Forbidden($"Watching camera '{camera.CameraId}' needs the role viewer, operator or admin.").Error;
        return HasLocation(camera.LocationId) ? null : ApiErrors.Forbidden($"The token is not for location '{camera.LocationId}'.").Error;
    }

    /// <summary>Throws unless the caller's token is for a location. The endpoint has checked its role: see <see cref="AllowAttribute"/>.</summary>
    /// <exception cref="ApiException"><c>forbidden</c>: the token is for other locations.</exception>
    /// <exception cref="InvalidRequestException">The location id is malformed.</exception>
    public void RequireLocation(string locationId)
    {
        Slug.Require(locationId, "location id", "id");
        if (!HasLocation(locationId))
            throw ApiErrors.Forbidden($"The token is not for location '{locationId}'.");
    }

    /// <summary>
    /// Whether the caller may handle a location's messages in quarantine. Messages without a known location need a token for all locations.
    /// </summary>
    public bool MayHandleQuarantineOf(string? locationId) => HasLocation(locationId ?? TokenClaims.EveryLocation);

    /// <summary>The token's subject, for audit records; its role when the token has no subject.</summary>
    public string Subject =>
        _user?.FindFirst(TokenClaims.Subject)?.Value is { Length: > 0 } subject ? subject : _user?.FindFirst(TokenClaims.Role)?.Value ?? "nobody";

    /// <summary>Whether the caller's token has the location.</summary>
    public bool HasLocation(string locationId)
    {
        if (!IsKnown)
            return false;
        foreach (var claim in _user!.Claims)
        {
            if (claim.Type == TokenClaims.Location && (claim.Value == TokenClaims.EveryLocation || claim.Value == locationId))
                return true;
        }

        return false;
    }

    private bool Has(Role role) => _user!.HasClaim(TokenClaims.Role, TokenClaims.Word(role));
}
