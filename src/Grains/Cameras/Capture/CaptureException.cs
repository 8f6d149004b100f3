namespace LiveParking.Grains.Cameras.Capture;

/// <summary>
/// A camera cannot be read. The message is the reason that people see: one clause without an address, a user name or a
/// password, such as <c>connection refused</c>.
/// </summary>
public sealed class CaptureException : Exception
{
    /// <summary>Makes the error with its reason.</summary>
    public CaptureException(string reason)
        : base(reason)
    {
    }

    /// <summary>Makes the error with its reason and what caused it.</summary>
    public CaptureException(string reason, Exception cause)
        : base(reason, cause)
    {
    }
}
