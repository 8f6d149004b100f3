using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Gateway.Health;

/// <summary>Whether this gateway can serve: whether the cluster answers. Asked at most once a second, however often that is wanted.</summary>
internal sealed class Readiness(ParkingCluster cluster, TimeProvider time)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<string?>? _answer;
    private long _askedAt;

    /// <summary>Why the gateway is not ready, in words for people; null when it is.</summary>
    public Task<string?> ReasonAsync()
    {
        lock (_lock)
        {
            if (_answer is null || (_answer.IsCompleted && time.GetElapsedTime(_askedAt) >= AskAgainAfter))
            {
                _askedAt = time.GetTimestamp();
                _answer = AskAsync();
            }

            return _answer;
        }
    }

    private async Task<string?> AskAsync()
    {
        if (cluster.Link.Reason is { } reason)
            return reason;
        try
        {
            await cluster.CatalogAsync(catalog => catalog.GetLocationsAsync()).WaitAsync(Patience, time);
            return null;
        }
        catch (TimeoutException)
        {
            return $"The cluster did not answer within {Patience.TotalSeconds:0} s.";
        }
        catch (RefusedException)
        {
            return "The cluster does not answer.";
        }
        catch (ParkingException exception)
        {
            return exception.Message;
        }
    }
}
