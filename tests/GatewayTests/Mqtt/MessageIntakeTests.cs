using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Mqtt;
using LiveParking.Grains.Interfaces;

namespace LiveParking.GatewayTests.Mqtt;

public sealed class MessageIntakeTests
{
    [Fact]
    public void Only_a_refusal_is_for_good()
    {
        Assert.False(MessageIntake.IsPassing(new UnknownLevelException("a", "b")));
        Assert.False(MessageIntake.IsPassing(new InvalidRequestException("no")));
        Assert.False(MessageIntake.IsPassing(ApiErrors.TooLarge(1)));
        Assert.True(MessageIntake.IsPassing(new StoreUnavailableException("away")));
        Assert.True(MessageIntake.IsPassing(ApiErrors.Unavailable("away")));
        Assert.True(MessageIntake.IsPassing(new InvalidOperationException("nobody foresaw it")));
        Assert.True(MessageIntake.IsPassing(new OperationCanceledException()));
    }
}
