namespace LiveParking.EmbeddedStore;

/// <summary>
/// The embedded store cannot start. The message is one sentence for the person who started the program: it names the folder, the error and the fix.
/// Print it and exit; the stack trace gives no further information.
/// </summary>
public sealed class EmbeddedStoreException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">The original exception, for a log.</param>
    public EmbeddedStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
