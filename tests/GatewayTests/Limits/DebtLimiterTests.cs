using System.Threading.RateLimiting;
using LiveParking.Gateway.Limits;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.GatewayTests.Limits;

/// <summary>A bucket from which more is taken than there is.</summary>
public sealed class DebtLimiterTests : IDisposable
{
    private readonly FakeTimeProvider _timeProvider = new();
    private readonly DebtLimiter _limiter;

    public DebtLimiterTests() => _limiter = new DebtLimiter(perSecond: 10, burst: 100, _timeProvider);

    [Fact]
    public void What_was_taken_beyond_the_burst_is_paid_off_before_more_is_allowed()
    {
        Assert.True(Take(100));
        using (var refused = _limiter.AttemptAcquire(0))
        {
            Assert.False(refused.IsAcquired);
            Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out var wait));
            Assert.Equal(TimeSpan.FromSeconds(0.1), wait);
        }

        Assert.True(Take(50));
        _timeProvider.Advance(TimeSpan.FromSeconds(5));
        Assert.False(Take(0));
        _timeProvider.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(Take(0));
    }

    [Fact]
    public void The_debt_is_at_most_a_burst()
    {
        Assert.True(Take(1_000_000));
        _timeProvider.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(Take(0));
        _timeProvider.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(Take(0));
    }

    [Fact]
    public void It_is_idle_from_when_it_is_full()
    {
        Take(10);
        Assert.Null(_limiter.IdleDuration);
        _timeProvider.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(2), _limiter.IdleDuration);
        Assert.Equal(100, _limiter.GetStatistics().CurrentAvailablePermits);
    }

    public void Dispose() => _limiter.Dispose();

    private bool Take(int permits)
    {
        using var lease = _limiter.AttemptAcquire(permits);
        return lease.IsAcquired;
    }
}
