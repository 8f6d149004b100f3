namespace LiveParking.Standalone.Store;

/// <summary>
/// The embedded store cannot start. The message is one sentence for the person who started the program: it names the
/// folder, says what is wrong and what to do about it. Print it and exit; the stack trace says nothing more.
/// </summary>
public sealed class EmbeddedStoreException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">What was thrown below, for a log.</param>
    public EmbeddedStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
