using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveParking.Gateway.Parking;

/// <summary>
/// A hub protocol that serialises each status of a level once, however many connections receive it. The bytes live as long as the status. Everything
/// else passes through unchanged.
/// </summary>
internal sealed class SharedStatusProtocol(IHubProtocol inner) : IHubProtocol
{
    private readonly ConditionalWeakTable<LevelStatus, byte[]> _written = [];

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int Version => inner.Version;

    /// <inheritdoc/>
    public TransferFormat TransferFormat => inner.TransferFormat;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    /// <inheritdoc/>
    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    /// <inheritdoc/>
    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) =>
        inner.TryParseMessage(ref input, binder, out message);

    /// <inheritdoc/>
    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (message is not InvocationMessage
            {
                InvocationId: null, Target: nameof(IParkingClient.ParkingUpdate), Arguments: [LevelStatus status], Headers: null or { Count: 0 },
            })
        {
            inner.WriteMessage(message, output);
            return;
        }

        if (!_written.TryGetValue(status, out var bytes))
        {
            bytes = inner.GetMessageBytes(message).ToArray();
            _written.AddOrUpdate(status, bytes);
        }

        output.Write(bytes);
    }
}
