using LiveParking.Grains.Interfaces;

namespace LiveParking.Gateway.Errors;

/// <summary>Maps exceptions to errors for callers.</summary>
internal static class ErrorMapping
{
    /// <summary>The error for an exception; an unexpected exception becomes <c>internal-error</c> without its message.</summary>
    public static ApiError From(Exception exception) => exception switch
    {
        ApiException refused => refused.Error,
        ParkingException parking => FromParking(parking),
        BadHttpRequestException bad => FromStatus(bad.StatusCode),
        _ when Unavailability.Is(exception) => ApiErrors.Unavailable(Unavailability.Detail).Error,
        _ => new ApiError("internal-error", StatusCodes.Status500InternalServerError, "Something went wrong here",
            "The request failed for a reason that is not the caller's; it is in the gateway's log."),
    };

    /// <summary>Whether <see cref="From"/> does not know the exception, so that it belongs in the log.</summary>
    public static bool IsUnexpected(Exception exception) =>
        exception is not (ApiException or ParkingException or BadHttpRequestException) && !Unavailability.Is(exception);

    /// <summary>The error for a status that the framework set without a body.</summary>
    public static ApiError FromStatus(int status) => status switch
    {
        400 => new ApiError("invalid-request", status, "The request breaks a rule", "The request could not be read."),
        401 => new ApiError("unauthorized", status, "A valid token is needed", "This needs a token: Authorization: Bearer …"),
        403 => new ApiError("forbidden", status, "The token does not allow this", "The token does not allow this."),
        404 => new ApiError("not-found", status, "There is nothing here", "No resource has this address; /docs lists those that exist."),
        405 => new ApiError("method-not-allowed", status, "The method is not allowed here", "The Allow header lists the methods that are."),
        406 => new ApiError("not-acceptable", status, "No such form", "The resource does not come in the form that was asked for."),
        408 => new ApiError("timeout", status, "The request took too long", "The request did not arrive in time."),
        412 => new ApiError("precondition-failed", status, "It has been changed since", "Read it again."),
        413 => new ApiError("too-large", status, "The request is too large", "The request is longer than is allowed."),
        415 => new ApiError("unsupported-media-type", status, "This content type is not understood", "The body must be application/json."),
        429 => new ApiError("too-many-requests", status, "Too many requests", "Wait a little before the next try.", RetryAfter: TimeSpan.FromSeconds(1)),
        431 => new ApiError("too-large", status, "The request is too large", "The headers are longer than is allowed."),
        503 => new ApiError("unavailable", status, "The system can't answer now", "Try again.", RetryAfter: TimeSpan.FromSeconds(1)),
        < 500 => new ApiError("invalid-request", status, "The request breaks a rule", "The request could not be served."),
        _ => new ApiError("internal-error", status, "Something went wrong here", "The request failed for a reason that is not the caller's."),
    };

    private static ApiError FromParking(ParkingException exception) => exception switch
    {
        InvalidRequestException invalid => new ApiError(exception.Code, 400, "The request breaks a rule", exception.Message, invalid.Field),
        PreconditionFailedException => new ApiError(exception.Code, 412, "It has been changed since", exception.Message),
        TooManyException => new ApiError(exception.Code, 409, "There is no room for more", exception.Message),
        CameraOfflineException => new ApiError(exception.Code, 503, "The camera gives no picture", exception.Message, RetryAfter: TimeSpan.FromSeconds(1)),
        StoreUnavailableException => new ApiError(exception.Code, 503, "The system can't answer now", exception.Message, RetryAfter: TimeSpan.FromSeconds(1)),
        CameraTakenException => new ApiError(exception.Code, 409, "Another silo has this camera", exception.Message),
        NoIssuerKeyException => new ApiError(exception.Code, 503, "No tokens are issued here", exception.Message),
        UnknownLocationException => new ApiError(exception.Code, 404, "There is no such location", exception.Message),
        UnknownSensorException => new ApiError(exception.Code, 404, "There is no such sensor", exception.Message),
        UnknownAlarmException => new ApiError(exception.Code, 404, "There is no such alarm", exception.Message),
        UnknownLevelException => new ApiError(exception.Code, 404, "There is no such level", exception.Message),
        UnknownCameraException => new ApiError(exception.Code, 404, "There is no such camera", exception.Message),
        _ => new ApiError(exception.Code, 400, "The request breaks a rule", exception.Message),
    };
}
