using LiveParking.Hosting.Programs;

namespace LiveParking.Backups;

/// <summary>A backup can't be taken, read or restored. Its message is one sentence for a person, with the cure.</summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">The original exception.</param>
public sealed class BackupException(string message, Exception? innerException = null) : StartException(message, innerException);
