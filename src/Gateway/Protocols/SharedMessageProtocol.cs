using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveParking.Gateway.Protocols;

/// <summary>
/// A hub protocol that serialises an event once, however many connections receive the same object. The bytes live as long as the object. Everything else
/// passes through unchanged.
/// </summary>
/// <param name="inner">The wrapped protocol.</param>
/// <param name="shared">The events of which many connections receive the same object, each with the type of its only argument.</param>
internal sealed class SharedMessageProtocol(IHubProtocol inner, IReadOnlyDictionary<string, Type> shared) : DelegatingHubProtocol(inner)
{
    private readonly ConditionalWeakTable<object, byte[]> _written = [];

    /// <inheritdoc/>
    public override void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (message is not InvocationMessage { InvocationId: null, Arguments: [{ } argument], Headers: null or { Count: 0 } } invocation
            || !shared.TryGetValue(invocation.Target, out var type) || argument.GetType() != type)
        {
            base.WriteMessage(message, output);
            return;
        }

        if (!_written.TryGetValue(argument, out var bytes))
        {
            bytes = base.GetMessageBytes(message).ToArray();
            _written.AddOrUpdate(argument, bytes);
        }

        output.Write(bytes);
    }
}
