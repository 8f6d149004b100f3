namespace LiveParking.Gateway.Errors;

/// <summary>The gateway rejects a request and gives the reason.</summary>
internal sealed class ApiException(ApiError error, Exception? inner = null) : Exception(error.Detail, inner)
{
    /// <summary>The error for the caller.</summary>
    public ApiError Error { get; } = error;

    /// <summary>Whether the gateway rejects the request because it is overloaded, whatever the request is for.</summary>
    public bool IsBusy { get; init; }
}
