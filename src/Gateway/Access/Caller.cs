using System.Security.Claims;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Access;

/// <summary>Who calls, and what that allows.</summary>
internal readonly struct Caller
{
    private readonly ClaimsPrincipal? _user;

    private Caller(ClaimsPrincipal? user) => _user = user;

    private bool IsKnown => _user?.Identity?.IsAuthenticated == true;

    /// <summary>The caller of a request or hub connection.</summary>
    public static Caller Of(ClaimsPrincipal? user) => new(user);

    /// <summary>Passes when the caller may watch the camera: it is public, or the token has its location.</summary>
    /// <exception cref="RefusedException"><c>unauthorized</c> without a token, <c>forbidden</c> with one for elsewhere.</exception>
    public void RequireWatch(CameraEntry camera)
    {
        if (WatchFault(camera) is { } fault)
            throw new RefusedException(fault);
    }

    /// <summary>Why the caller may not watch the camera; null when the caller may.</summary>
    public Fault? WatchFault(CameraEntry camera)
    {
        if (camera.IsPublic)
            return null;
        if (!IsKnown)
            return Refuse.Unauthorized($"Camera '{camera.CameraId}' is not public; watching it needs a token with its location.").Fault;
        if (!Has(Role.Viewer) && !Has(Role.Operator) && !Has(Role.Admin))
            return Refuse.Forbidden($"Watching camera '{camera.CameraId}' needs the role viewer, operator or admin.").Fault;
        return HasLocation(camera.LocationId) ? null : Refuse.Forbidden($"The token is not for location '{camera.LocationId}'.").Fault;
    }

    /// <summary>Passes when the caller may send readings of a location.</summary>
    /// <inheritdoc cref="RequireManage"/>
    public void RequireReport(string locationId)
    {
        RequireReport();
        RequireLocation(locationId);
    }

    /// <summary>Passes when the caller may send readings of some location; <see cref="HasLocation"/> says of which.</summary>
    /// <exception cref="RefusedException"><c>unauthorized</c> without a token, <c>forbidden</c> when its role does not allow it.</exception>
    public void RequireReport()
    {
        RequireKnown("Sending readings");
        if (!Has(Role.Sensor) && !Has(Role.Operator) && !Has(Role.Admin))
            throw Refuse.Forbidden("Sending readings needs the role sensor, operator or admin.");
    }

    /// <summary>Passes when the caller may change a location and its levels.</summary>
    /// <exception cref="RefusedException"><c>unauthorized</c> without a token, <c>forbidden</c> when its role or location does not allow it.</exception>
    /// <exception cref="InvalidRequestException">What stands for a location is no id.</exception>
    public void RequireManage(string locationId)
    {
        RequireKnown("Changing locations and levels");
        if (!Has(Role.Operator) && !Has(Role.Admin))
            throw Refuse.Forbidden("Changing locations and levels needs the role operator or admin.");
        RequireLocation(locationId);
    }

    /// <summary>Passes when the caller may see what stands behind a location's numbers: sensors, corrections, drift.</summary>
    /// <inheritdoc cref="RequireManage"/>
    public void RequireInspect(string locationId)
    {
        RequireKnown("Looking at sensors and corrections");
        if (!Has(Role.Operator) && !Has(Role.Admin))
            throw Refuse.Forbidden("Looking at sensors and corrections needs the role operator or admin.");
        RequireLocation(locationId);
    }

    /// <summary>Passes when the caller may handle messages in quarantine; <see cref="MayHandleQuarantineOf"/> says of which locations.</summary>
    /// <exception cref="RefusedException"><c>unauthorized</c> without a token, <c>forbidden</c> when its role does not allow it.</exception>
    public void RequireQuarantine()
    {
        RequireKnown("Handling messages in quarantine");
        if (!Has(Role.Operator) && !Has(Role.Admin))
            throw Refuse.Forbidden("Handling messages in quarantine needs the role operator or admin.");
    }

    /// <summary>Whether the caller may handle messages in quarantine that are for a location. Those of no known location need a token for all of them.</summary>
    public bool MayHandleQuarantineOf(string? locationId) => HasLocation(locationId ?? TokenClaims.EveryLocation);

    /// <summary>Whose token it is, for records of who changed what; its role when the token does not say.</summary>
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

    private void RequireKnown(string what)
    {
        if (!IsKnown)
            throw Refuse.Unauthorized($"{what} needs a token: Authorization: Bearer …");
    }

    private void RequireLocation(string locationId)
    {
        Slug.Require(locationId, "location id", "id");
        if (!HasLocation(locationId))
            throw Refuse.Forbidden($"The token is not for location '{locationId}'.");
    }

    private bool Has(Role role) => _user!.HasClaim(TokenClaims.Role, TokenClaims.Word(role));
}
