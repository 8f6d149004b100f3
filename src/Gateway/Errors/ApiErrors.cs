using System.Text.Json;

namespace LiveParking.Gateway.Errors;

/// <summary>Errors of the gateway itself; the grains have their own (<c>ParkingException</c>).</summary>
internal static class ApiErrors
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    public static ApiException Invalid(string detail, string? field = null) =>
        new(new ApiError("invalid-request", StatusCodes.Status400BadRequest, "The request breaks a rule", detail, field));

    /// <summary>The body is not strict JSON.</summary>
    public static ApiException Malformed(JsonException exception)
    {
        var where = exception.LineNumber is { } line ? $", in line {line + 1} at byte {exception.BytePositionInLine + 1}" : "";
        return Invalid($"The body is not JSON that can be read here{where}: it is malformed, too deep or names a field twice.");
    }

    /// <summary>JSON in which a name is not Unicode: a lone surrogate or bytes that are not UTF-8. JSON document readers throw on it.</summary>
    public static ApiException NotUnicode() => Invalid("The body names a field by what is no Unicode text.");

    public static ApiException TooLarge(int bytes) =>
        new(new ApiError("too-large", StatusCodes.Status413PayloadTooLarge, "The request is too large",
            $"The body is longer than the {bytes} bytes that are allowed."));

    public static ApiException NotJson(string understood = "application/json") =>
        new(new ApiError("unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "This content type is not understood",
            $"The body must be {understood}."));

    public static ApiException Unauthorized(string detail) =>
        new(new ApiError("unauthorized", StatusCodes.Status401Unauthorized, "A valid token is needed", detail));

    public static ApiException Forbidden(string detail) =>
        new(new ApiError("forbidden", StatusCodes.Status403Forbidden, "The token does not allow this", detail));

    public static ApiException ForbiddenOrigin() =>
        new(new ApiError("forbidden-origin", StatusCodes.Status403Forbidden, "This origin may not call",
            "Pages of this origin may not connect; the option Gateway:CorsOrigins lists those that may."));

    public static ApiException Unavailable(string detail, Exception? inner = null) =>
        new(new ApiError("unavailable", StatusCodes.Status503ServiceUnavailable, "The system can't answer now", detail, RetryAfter: DefaultRetryAfter), inner);

    public static ApiException Busy(string detail) => new(Unavailable(detail).Error) { IsBusy = true };

    public static ApiException NoPicture(string detail) =>
        new(new ApiError("camera-offline", StatusCodes.Status503ServiceUnavailable, "The camera gives no picture", detail, RetryAfter: DefaultRetryAfter));

    public static ApiException NoKeptPicture(string cameraId) =>
        new(new ApiError("no-picture", StatusCodes.Status404NotFound, "No picture is kept",
            $"No picture of camera '{cameraId}' is kept; ask without start=false to start it."));

    public static ApiException TooManyRequests(string detail, TimeSpan? retryAfter = null) =>
        new(new ApiError("too-many-requests", StatusCodes.Status429TooManyRequests, "Too many requests", detail, RetryAfter: retryAfter ?? DefaultRetryAfter));

    public static ApiException UnknownMapping(string name) =>
        new(new ApiError("unknown-mapping", StatusCodes.Status404NotFound, "There is no such mapping", $"There is no mapping '{name}'; see --mappings."));

    public static ApiException NoSignIn() =>
        new(new ApiError("no-sign-in", StatusCodes.Status404NotFound, "There is no sign-in", "This system has no OpenID Connect authority: see Auth:Authority."));

    public static ApiException UnknownToken(string id) =>
        new(new ApiError("unknown-token", StatusCodes.Status404NotFound, "There is no such token", $"No token with the id '{id}' is valid."));

    public static ApiException Unknown(string code, string title, string detail) => new(new ApiError(code, StatusCodes.Status404NotFound, title, detail));

    public static ApiException UnknownMessage(string id) =>
        new(new ApiError("unknown-message", StatusCodes.Status404NotFound, "There is no such message", $"No message with the id '{id}' is in quarantine."));

    public static ApiException ReplayFailed(string detail, Exception? inner = null) =>
        new(new ApiError("replay-failed", StatusCodes.Status409Conflict, "The message can't be processed", detail), inner);

    public static ApiException AlreadyWatching(string cameraId) =>
        new(new ApiError("already-watching", StatusCodes.Status409Conflict, "The camera is already watched",
            $"This connection already watches camera '{cameraId}'."));

    public static ApiException TooManyWatches(int most) =>
        new(new ApiError("too-many-watches", StatusCodes.Status429TooManyRequests, "Too many cameras",
            $"This connection already watches {most} cameras, which is as many as it may."));

    public static ApiException TooManyLocations(int most) =>
        new(new ApiError("too-many-locations", StatusCodes.Status429TooManyRequests, "Too many locations",
            $"This connection already follows {most} locations, which is as many as it may."));
}
