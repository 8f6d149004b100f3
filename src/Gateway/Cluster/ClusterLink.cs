using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Cluster;

/// <summary>
/// Whether this process has reached the cluster, and if not, why. After the first connection Orleans reconnects automatically whenever a call needs it,
/// and each call shows whether the cluster answers. Thread-safe.
/// </summary>
public sealed class ClusterLink
{
    private readonly TaskCompletionSource _clusterReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _reason;

    private ClusterLink(string? reason)
    {
        _reason = reason;
        if (reason is null)
            _clusterReached.SetResult();
    }

    /// <summary>Why the cluster was not reached yet, in one sentence for people, without passwords; null once it was reached.</summary>
    public string? Reason => _reason;

    /// <summary>The link of a process that is itself a silo.</summary>
    public static ClusterLink Local() => new(null);

    /// <summary>The link of a client that has not reached the cluster yet.</summary>
    public static ClusterLink Remote() => new(ClusterFault.NoSilo);

    /// <summary>The cluster was reached.</summary>
    public void MarkReached()
    {
        _reason = null;
        _clusterReached.TrySetResult();
    }

    /// <summary>Sets the reason why it was not reached so far.</summary>
    /// <param name="reason">One sentence for people.</param>
    public void Explain(string reason)
    {
        if (!_clusterReached.Task.IsCompleted)
            _reason = reason;
    }

    /// <summary>Completes when the cluster was reached.</summary>
    public Task WhenReachedAsync(CancellationToken cancellationToken) => _clusterReached.Task.WaitAsync(cancellationToken);

    /// <summary>Throws <c>unavailable</c> with the reason unless the cluster was reached.</summary>
    internal void RequireReached()
    {
        if (_reason is not null)
            throw ApiErrors.Unavailable("This gateway has not reached the cluster yet; /health/ready says why.");
    }
}
