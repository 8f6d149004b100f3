using LiveParking.Gateway.Limits;

namespace LiveParking.GatewayTests.Limits;

public sealed class TokenBucketTests
{
    [Fact]
    public void A_burst_then_the_rate()
    {
        var bucket = new TokenBucket(perSecond: 50, burst: 100);
        Assert.Equal(100, Enumerable.Range(0, 200).Count(_ => bucket.TryTake(TimeSpan.Zero)));
        Assert.Equal(25, Enumerable.Range(0, 200).Count(_ => bucket.TryTake(TimeSpan.FromMilliseconds(500))));
        Assert.Equal(100, Enumerable.Range(0, 200).Count(_ => bucket.TryTake(TimeSpan.FromMinutes(5))));
    }
}
