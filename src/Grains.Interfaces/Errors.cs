namespace LiveParking.Grains.Interfaces;

/// <summary>
/// The base of the errors that a caller can cause. <see cref="Code"/> is stable and part of the wire format: the start of a hub error
/// (<c>unknown-location: …</c>) and the <c>code</c> of problem details.
/// </summary>
[GenerateSerializer, Alias("live-parking.ParkingException")]
public abstract class ParkingException : Exception
{
    /// <summary>Creates an error with a sentence for the caller.</summary>
    protected ParkingException(string message)
        : base(message)
    {
    }

    /// <summary>The stable code, words joined by hyphens.</summary>
    public abstract string Code { get; }
}

/// <summary>The request breaks a rule of the contract; nothing was changed.</summary>
[GenerateSerializer, Alias("live-parking.InvalidRequestException")]
public sealed class InvalidRequestException(string message) : ParkingException(message)
{
    /// <summary>Creates an error about one field.</summary>
    /// <param name="message">A sentence for the caller.</param>
    /// <param name="field">The field's path in the request: <c>capacity.standard</c>.</param>
    public InvalidRequestException(string message, string? field)
        : this(message) => Field = field;

    /// <summary>The (first) invalid field of the request, if there is one.</summary>
    [Id(0)]
    public string? Field { get; private set; }

    /// <inheritdoc/>
    public override string Code => "invalid-request";
}

/// <summary>The stored version is not the one that the caller expected; nothing was changed. The caller must read it again.</summary>
[GenerateSerializer, Alias("live-parking.PreconditionFailedException")]
public sealed class PreconditionFailedException(string message) : ParkingException(message)
{
    /// <inheritdoc/>
    public override string Code => "precondition-failed";
}

/// <summary>A limit on the number of items is reached; nothing was created.</summary>
/// <param name="what">The kind of item: <c>levels</c>, <c>locations</c>.</param>
/// <param name="message">A sentence for the caller.</param>
[GenerateSerializer, Alias("live-parking.TooManyException")]
public sealed class TooManyException(string what, string message) : ParkingException(message)
{
    /// <summary>The kind of item.</summary>
    [Id(0)]
    public string What { get; private set; } = what;

    /// <inheritdoc/>
    public override string Code => $"too-many-{What}";
}

/// <summary>No location has this id.</summary>
[GenerateSerializer, Alias("live-parking.UnknownLocationException")]
public sealed class UnknownLocationException(string locationId)
    : ParkingException($"There is no location '{locationId}'.")
{
    /// <inheritdoc/>
    public override string Code => "unknown-location";
}

/// <summary>The location has no level with this id.</summary>
[GenerateSerializer, Alias("live-parking.UnknownLevelException")]
public sealed class UnknownLevelException(string locationId, string levelId)
    : ParkingException($"Location '{locationId}' has no level '{levelId}'.")
{
    /// <inheritdoc/>
    public override string Code => "unknown-level";
}

/// <summary>The level knows no sensor with this id.</summary>
[GenerateSerializer, Alias("live-parking.UnknownSensorException")]
public sealed class UnknownSensorException(string sensorId)
    : ParkingException($"The level knows no sensor '{sensorId}'.")
{
    /// <inheritdoc/>
    public override string Code => "unknown-sensor";
}

/// <summary>There is no alarm with this id, or it is cleared.</summary>
[GenerateSerializer, Alias("live-parking.UnknownAlarmException")]
public sealed class UnknownAlarmException(string alarmId)
    : ParkingException($"There is no open alarm '{alarmId}'.")
{
    /// <inheritdoc/>
    public override string Code => "unknown-alarm";
}

/// <summary>No camera has this id, and no location with this id has a camera.</summary>
[GenerateSerializer, Alias("live-parking.UnknownCameraException")]
public sealed class UnknownCameraException(string cameraId)
    : ParkingException($"There is no camera '{cameraId}'.")
{
    /// <inheritdoc/>
    public override string Code => "unknown-camera";
}

/// <summary>Another silo announced this camera and is alive.</summary>
[GenerateSerializer, Alias("live-parking.CameraTakenException")]
public sealed class CameraTakenException(string message) : ParkingException(message)
{
    /// <inheritdoc/>
    public override string Code => "camera-taken";
}

/// <summary>The camera's silo is unavailable; the message gives the reason if it is known.</summary>
[GenerateSerializer, Alias("live-parking.CameraOfflineException")]
public sealed class CameraOfflineException(string message) : ParkingException(message)
{
    /// <inheritdoc/>
    public override string Code => "camera-offline";
}

/// <summary>The store did not accept a change, or its answer was lost. Whether the change is stored is unknown; the caller must retry.</summary>
[GenerateSerializer, Alias("live-parking.StoreUnavailableException")]
public sealed class StoreUnavailableException(string message) : ParkingException(message)
{
    /// <inheritdoc/>
    public override string Code => "unavailable";
}

/// <summary>The central silos have no key that signs tokens.</summary>
[GenerateSerializer, Alias("live-parking.NoIssuerKeyException")]
public sealed class NoIssuerKeyException(string message) : ParkingException(message)
{
    /// <inheritdoc/>
    public override string Code => "no-issuer-key";
}

/// <summary>The call needs a token, or its token is not valid.</summary>
[GenerateSerializer, Alias("live-parking.UnauthorizedException")]
public sealed class UnauthorizedException(string message) : ParkingException(message)
{
    /// <inheritdoc/>
    public override string Code => "unauthorized";
}

/// <summary>The caller may not make the call.</summary>
[GenerateSerializer, Alias("live-parking.ForbiddenException")]
public sealed class ForbiddenException(string message) : ParkingException(message)
{
    /// <inheritdoc/>
    public override string Code => "forbidden";
}
