using System.Security.Claims;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>The caller and its permissions.</summary>
internal readonly struct Caller
{
    private readonly ClaimsPrincipal? _user;

    private Caller(ClaimsPrincipal? user) => _user = user;

    private TokenPrincipal? Token => _user as TokenPrincipal;

    /// <summary>The caller of a request or hub connection.</summary>
    public static Caller Of(ClaimsPrincipal? user) => new(user);

    /// <summary>Throws unless the caller may watch the camera: the camera is public, or the token is for it.</summary>
    /// <exception cref="ApiException"><c>unauthorized</c> without a token, <c>forbidden</c> with a token for other cameras.</exception>
    public void RequireWatch(CameraEntry camera)
    {
        if (WatchFault(camera) is { } fault)
            throw new ApiException(fault);
    }

    /// <summary>The best rung that the caller may watch: all with a token for the camera, otherwise those that the camera shows everybody.</summary>
    public CameraRung BestRungOf(CameraEntry camera) => TokenFault(camera) is null ? CameraRung.High : camera.PublicRung ?? CameraRung.Medium;

    /// <summary>Why the caller may not watch the camera; null when the caller may.</summary>
    public ApiError? WatchFault(CameraEntry camera) => camera.IsPublic ? null : TokenFault(camera);

    private ApiError? TokenFault(CameraEntry camera)
    {
        if (Token is not { } token)
            return ApiErrors.Unauthorized($"Camera '{camera.CameraId}' is not public; watching it needs a token with its location.").Error;
        if (!Has(Role.Viewer) && !Has(Role.Operator) && !Has(Role.Admin))
            return ApiErrors.Forbidden($"Watching camera '{camera.CameraId}' needs the role viewer, operator or admin.").Error;
        return token.Places.HasCamera(camera.CameraId, camera.LocationId, token.Groups)
            ? null
            : ApiErrors.Forbidden($"The token is not for camera '{camera.CameraId}' of location '{camera.LocationId}'.").Error;
    }

    /// <summary>Throws unless the caller's token is for a whole location. The endpoint has checked its role: see <see cref="AllowAttribute"/>.</summary>
    /// <exception cref="ApiException"><c>forbidden</c>: the token is for other locations, or for a part of this one.</exception>
    /// <exception cref="InvalidRequestException">The location id is malformed.</exception>
    public void RequireLocation(string locationId)
    {
        Slug.Require(locationId, "location id", "id");
        if (!HasLocation(locationId))
            throw ApiErrors.Forbidden($"The token is not for location '{locationId}'.");
    }

    /// <summary>Throws unless the caller's token is for a level. The endpoint has checked its role: see <see cref="AllowAttribute"/>.</summary>
    /// <exception cref="ApiException"><c>forbidden</c>: the token is for other levels.</exception>
    public void RequireLevel(LevelKey level)
    {
        if (!HasLevel(level))
            throw ApiErrors.Forbidden($"The token is not for level '{level.LevelId}' of location '{level.LocationId}'.");
    }

    /// <summary>
    /// Whether the caller may handle a location's messages in quarantine. Messages without a known location need a token for all locations.
    /// </summary>
    public bool MayHandleQuarantineOf(string? locationId) => locationId is null ? IsForAllLocations : HasLocation(locationId);

    /// <summary>Whether the caller's token is for all locations.</summary>
    public bool IsForAllLocations => Token?.Places.IsEverywhere == true;

    /// <summary>Who stands in the audit trail for a request.</summary>
    /// <param name="http">The request, or the one with which a hub connection began.</param>
    /// <param name="nobody">The subject of a caller without a token.</param>
    public static AuditAuthor AuthorOf(HttpContext http, string nobody = "nobody") => new(
        http.User is TokenPrincipal ? Of(http.User).Subject : nobody,
        http.User.FindFirst(TokenClaims.Role)?.Value,
        http.User.FindFirst(TokenClaims.Id)?.Value,
        http.Connection.RemoteIpAddress?.ToString());

    /// <summary>When the caller's token expires; null without one.</summary>
    public DateTimeOffset? ExpiresAt => Token?.Token.ExpiresAt;

    /// <summary>Whether the caller has the role operator or admin.</summary>
    public bool IsOperator => _user is not null && (Has(Role.Operator) || Has(Role.Admin));

    /// <summary>Whether the caller has the role admin.</summary>
    public bool IsAdmin => _user is not null && Has(Role.Admin);

    /// <summary>The token's subject, for audit records; its role when the token has no subject.</summary>
    public string Subject =>
        _user?.FindFirst(TokenClaims.Subject)?.Value is { Length: > 0 } subject ? subject : _user?.FindFirst(TokenClaims.Role)?.Value ?? "nobody";

    /// <summary>Whether the caller's token is for a whole location.</summary>
    public bool HasLocation(string locationId) => Token is { } token && token.Places.HasLocation(locationId, token.Groups);

    /// <summary>Whether the caller's token is for a level.</summary>
    public bool HasLevel(LevelKey level) => Token is { } token && token.Places.HasLevel(level, token.Groups);

    /// <summary>Whether the caller's token is for a sensor; null when it is for all sensors of its levels.</summary>
    public Func<string, bool>? SensorFilter => Token is { Places: { NamesSensors: true } places } ? places.HasSensor : null;

    /// <summary>Whether the caller's token is for all of a scope: the caller may hand out and take back tokens with it.</summary>
    public bool Covers(TokenScope scope) => Token is { } token && token.Places.Covers(scope, token.Groups);

    private bool Has(Role role) => _user!.HasClaim(TokenClaims.Role, TokenClaims.Word(role));
}
