using System.Buffers;
using System.Runtime.CompilerServices;
using LiveParking.Gateway.Protocols;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Parking;

/// <summary>
/// A hub protocol that serialises each status of a level once, however many connections receive it. The bytes live as long as the status. Everything
/// else passes through unchanged.
/// </summary>
internal sealed class SharedStatusProtocol(IHubProtocol inner) : DelegatingHubProtocol(inner)
{
    private readonly ConditionalWeakTable<LevelStatus, byte[]> _written = [];

    /// <inheritdoc/>
    public override void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (message is not InvocationMessage
            {
                InvocationId: null, Target: nameof(IParkingClient.ParkingUpdate), Arguments: [LevelStatus status], Headers: null or { Count: 0 },
            })
        {
            base.WriteMessage(message, output);
            return;
        }

        if (!_written.TryGetValue(status, out var bytes))
        {
            bytes = base.GetMessageBytes(message).ToArray();
            _written.AddOrUpdate(status, bytes);
        }

        output.Write(bytes);
    }
}
