using System.Buffers;
using LiveParking.Gateway.Parking;
using LiveParking.Gateway.Protocols;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace LiveParking.GatewayTests.Parking;

public sealed class SharedMessageProtocolTests
{
    private readonly JsonHubProtocol _stock = new(Options.Create(Wire()));

    [Fact]
    public void A_status_is_written_as_the_stock_protocol_does_first_and_again()
    {
        var shared = new SharedMessageProtocol(_stock, new Dictionary<string, Type> { [nameof(IParkingClient.ParkingUpdate)] = typeof(LevelStatus) });
        var status = Statuses.Level("a", "upper", 3);
        foreach (var message in new[] { Update(status), Update(status), Update(Statuses.Level("a", "upper", 4)), Update("no status"), Update(status, status) })
            Assert.Equal(Write(_stock, message), Write(shared, message));
    }

    private static InvocationMessage Update(params object?[] arguments) => new(nameof(IParkingClient.ParkingUpdate), arguments);

    private static byte[] Write(IHubProtocol protocol, HubMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        protocol.WriteMessage(message, output);
        return output.WrittenSpan.ToArray();
    }

    private static JsonHubProtocolOptions Wire()
    {
        var options = new JsonHubProtocolOptions();
        WireJson.Apply(options.PayloadSerializerOptions);
        return options;
    }
}
