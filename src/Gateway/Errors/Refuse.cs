using System.Text.Json;

namespace LiveParking.Gateway.Errors;

/// <summary>Errors of the gateway itself; the grains have their own (<c>ParkingException</c>).</summary>
internal static class Refuse
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    public static RefusedException Invalid(string detail, string? field = null) =>
        new(new Fault("invalid-request", StatusCodes.Status400BadRequest, "The request breaks a rule", detail, field));

    /// <summary>The body is not strict JSON.</summary>
    public static RefusedException Malformed(JsonException exception)
    {
        var where = exception.LineNumber is { } line ? $", in line {line + 1} at byte {exception.BytePositionInLine + 1}" : "";
        return Invalid($"The body is not JSON that can be read here{where}: it is malformed, too deep or names a field twice.");
    }

    /// <summary>JSON in which a name is not Unicode: a lone surrogate or bytes that are not UTF-8. JSON document readers throw on it.</summary>
    public static RefusedException NotUnicode() => Invalid("The body names a field by what is no Unicode text.");

    public static RefusedException TooLarge(int bytes) =>
        new(new Fault("too-large", StatusCodes.Status413PayloadTooLarge, "The request is too large",
            $"The body is longer than the {bytes} bytes that are allowed."));

    public static RefusedException NotJson() =>
        new(new Fault("unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "This content type is not understood",
            "The body must be application/json."));

    public static RefusedException Unauthorized(string detail) =>
        new(new Fault("unauthorized", StatusCodes.Status401Unauthorized, "A valid token is needed", detail));

    public static RefusedException Forbidden(string detail) =>
        new(new Fault("forbidden", StatusCodes.Status403Forbidden, "The token does not allow this", detail));

    public static RefusedException ForbiddenOrigin() =>
        new(new Fault("forbidden-origin", StatusCodes.Status403Forbidden, "This origin may not call",
            "Pages of this origin may not connect; the option Gateway:CorsOrigins lists those that may."));

    public static RefusedException Unavailable(string detail, Exception? inner = null) =>
        new(new Fault("unavailable", StatusCodes.Status503ServiceUnavailable, "The system can't answer now", detail, RetryAfter: SoonAgain), inner);

    public static RefusedException Busy(string detail) => new(Unavailable(detail).Fault) { IsBusy = true };

    public static RefusedException NoPicture(string detail) =>
        new(new Fault("camera-offline", StatusCodes.Status503ServiceUnavailable, "The camera gives no picture", detail, RetryAfter: SoonAgain));

    public static RefusedException NoKeptPicture(string cameraId) =>
        new(new Fault("no-picture", StatusCodes.Status404NotFound, "No picture is kept",
            $"No picture of camera '{cameraId}' is kept; ask without start=false to start it."));

    public static RefusedException TooManyRequests(string detail, TimeSpan? retryAfter = null) =>
        new(new Fault("too-many-requests", StatusCodes.Status429TooManyRequests, "Too many requests", detail, RetryAfter: retryAfter ?? SoonAgain));

    public static RefusedException UnknownMapping(string name) =>
        new(new Fault("unknown-mapping", StatusCodes.Status404NotFound, "There is no such mapping", $"There is no mapping '{name}'; see --mappings."));

    public static RefusedException UnknownMessage(string id) =>
        new(new Fault("unknown-message", StatusCodes.Status404NotFound, "There is no such message", $"No message with the id '{id}' is in quarantine."));

    public static RefusedException ReplayFailed(string detail, Exception? inner = null) =>
        new(new Fault("replay-failed", StatusCodes.Status409Conflict, "The message can't be processed", detail), inner);

    public static RefusedException AlreadyWatching(string cameraId) =>
        new(new Fault("already-watching", StatusCodes.Status409Conflict, "The camera is already watched",
            $"This connection already watches camera '{cameraId}'."));

    public static RefusedException TooManyWatches(int most) =>
        new(new Fault("too-many-watches", StatusCodes.Status429TooManyRequests, "Too many cameras",
            $"This connection already watches {most} cameras, which is as many as it may."));

    public static RefusedException TooManyLocations(int most) =>
        new(new Fault("too-many-locations", StatusCodes.Status429TooManyRequests, "Too many locations",
            $"This connection already follows {most} locations, which is as many as it may."));
}
