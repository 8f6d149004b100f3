using LiveParking.Gateway.Sockets;

namespace LiveParking.GatewayTests.Sockets;

public sealed class WebSocketFrameTests
{
    [Theory]
    [InlineData(0, true, "8200")]
    [InlineData(125, true, "827d")]
    [InlineData(126, false, "817e007e")]
    [InlineData(65_535, true, "827effff")]
    [InlineData(65_536, false, "817f0000000000010000")]
    public void The_head_is_that_of_RFC_6455(long payload, bool binary, string expected)
    {
        var head = new byte[WebSocketFrame.HeadLength(payload)];
        WebSocketFrame.WriteHead(head, binary, payload);
        Assert.Equal(expected, Convert.ToHexStringLower(head));
    }
}
