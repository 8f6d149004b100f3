using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Mqtt;
using LiveParking.Grains.Interfaces;

namespace LiveParking.GatewayTests.Mqtt;

public sealed class MessageIntakeTests
{
    [Fact]
    public void Only_a_refusal_is_for_good()
    {
        Assert.False(MessageIntake.IsTemporary(new UnknownLevelException("a", "b")));
        Assert.False(MessageIntake.IsTemporary(new InvalidRequestException("no")));
        Assert.False(MessageIntake.IsTemporary(ApiErrors.TooLarge(1)));
        Assert.True(MessageIntake.IsTemporary(new StoreUnavailableException("away")));
        Assert.True(MessageIntake.IsTemporary(ApiErrors.Unavailable("away")));
        Assert.True(MessageIntake.IsTemporary(new InvalidOperationException("nobody foresaw it")));
        Assert.True(MessageIntake.IsTemporary(new OperationCanceledException()));
    }
}
