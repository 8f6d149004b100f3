namespace LiveParking.Hosting.Programs;

/// <summary>
/// A program can't start. Its sentences are for the person who started it, each with the cure; they are printed without a stack trace.
/// </summary>
public class StartException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">The original exception.</param>
    public StartException(string message, Exception? innerException = null)
        : base(message, innerException) => Sentences = [message];

    /// <summary>Creates several errors.</summary>
    /// <param name="sentences">A sentence for each.</param>
    public StartException(IReadOnlyList<string> sentences)
        : base(string.Join('\n', sentences)) => Sentences = sentences;

    /// <summary>Every error, each a sentence.</summary>
    public IReadOnlyList<string> Sentences { get; }
}
