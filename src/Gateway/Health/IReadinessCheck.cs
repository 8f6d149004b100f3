namespace LiveParking.Gateway.Health;

/// <summary>Looks at something that a gateway needs. All checks of a process together make its readiness.</summary>
public interface IReadinessCheck
{
    /// <summary>What is said when <see cref="FindAsync"/> takes longer than the readiness waits for it.</summary>
    ReadinessFault Late { get; }

    /// <summary>Looks now. Called at most once a second, and only while somebody asks for the readiness; not again before it has answered.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    Task<ReadinessFault?> FindAsync();
}
