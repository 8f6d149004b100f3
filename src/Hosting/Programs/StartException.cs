namespace LiveParking.Hosting.Programs;

/// <summary>A program can't start. The message is one sentence for the person who started it, with the cure; it is printed without a stack trace.</summary>
public class StartException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">The original exception.</param>
    public StartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Every error, each a sentence; the message alone unless a derived type knows several.</summary>
    public virtual IReadOnlyList<string> Sentences => [Message];
}
