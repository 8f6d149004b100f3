namespace LiveParking.Gateway.Health;

/// <summary>Checks a dependency of a gateway. All checks of a process together give its readiness.</summary>
public interface IReadinessCheck
{
    /// <summary>The fault to report when <see cref="FindAsync"/> exceeds the timeout.</summary>
    ReadinessFault TimeoutFault { get; }

    /// <summary>
    /// Runs the check. Called at most once a second, only on a readiness request, and never again before the previous call has completed.
    /// </summary>
    /// <returns>The fault; null when the dependency works.</returns>
    Task<ReadinessFault?> FindAsync();
}
