namespace LiveParking.Cameras.Capture;

/// <summary>
/// A camera cannot be read. The message is the reason shown to people: one clause without an address, a user name or a password, such as
/// <c>connection refused</c>.
/// </summary>
public sealed class CaptureException : Exception
{
    /// <summary>Creates the error with its reason.</summary>
    public CaptureException(string reason)
        : base(reason)
    {
    }

    /// <summary>Creates the error with its reason and its cause.</summary>
    public CaptureException(string reason, Exception cause)
        : base(reason, cause)
    {
    }
}
