using LiveParking.Gateway.Parking;
using LiveParking.Gateway.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Parking;

[Collection(ParkingCollection.Name)]
public sealed class StatusFramesTests(ParkingSystem system)
{
    [Theory]
    [InlineData(TransferFormat.Text, "json", 0x81)]
    [InlineData(TransferFormat.Binary, "messagepack", 0x82)]
    public void A_frame_is_made_once_and_holds_what_the_stock_way_sends(TransferFormat format, string name, byte start)
    {
        var frames = system.Services.GetRequiredService<StatusFrames>();
        var status = Statuses.Level("a", "upper", 3);
        var frame = frames.Of(status, format);
        var protocol = system.Services.GetRequiredService<IHubProtocolResolver>().GetProtocol(name, null)!;
        var message = protocol.GetMessageBytes(new InvocationMessage(nameof(IParkingClient.ParkingUpdate), [status]));
        Assert.Equal(start, frame.Span[0]);
        Assert.Equal(message.ToArray(), frame[WebSocketFrame.HeadLength(message.Length)..].ToArray());
        Assert.True(frame.Span == frames.Of(status, format).Span, "it was made again");
    }
}
