using System.Buffers;
using System.Buffers.Binary;
using Microsoft.AspNetCore.Connections;

namespace LiveParking.Hosting.Clustering.Calls;

/// <summary>
/// Refuses a client that says it is the client inside a silo. Orleans believes the id with which a client begins its connection, and ids of clients inside
/// silos can be guessed; answers to that silo would be sent to whoever has its id. Ids of other clients are random.
/// </summary>
internal static class ClientIdentityCheck
{
    /// <summary>The length of the first message, in front of it.</summary>
    private const int LengthBytes = sizeof(int);

    /// <summary>Orleans accepts no longer first message.</summary>
    private const int MaxLength = 1024;

    /// <summary>Adds the check to the connections of clients.</summary>
    public static void UseClientIdentityCheck(this IConnectionBuilder connections) => connections.Use(next => async connection =>
    {
        if (await IsOwnIdentityAsync(connection))
            await next(connection);
        else
            connection.Abort();
    });

    private static ReadOnlySpan<byte> InsideSilo => "hosted-"u8;

    /// <summary>Looks at the first message, and leaves it to be read.</summary>
    private static async Task<bool> IsOwnIdentityAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(connection.ConnectionClosed);
            var isComplete = FirstMessage(read.Buffer) is { } length && (length > MaxLength || read.Buffer.Length >= LengthBytes + length);
            if (isComplete || read.IsCompleted || read.IsCanceled)
            {
                var isAllowed = isComplete && !Names(read.Buffer, InsideSilo);
                input.AdvanceTo(read.Buffer.Start);
                return isAllowed;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static int? FirstMessage(ReadOnlySequence<byte> received)
    {
        if (received.Length < LengthBytes)
            return null;
        Span<byte> length = stackalloc byte[LengthBytes];
        received.Slice(0, LengthBytes).CopyTo(length);
        return BinaryPrimitives.ReadInt32LittleEndian(length);
    }

    private static bool Names(ReadOnlySequence<byte> received, ReadOnlySpan<byte> name) =>
        received.Slice(0, Math.Min(received.Length, LengthBytes + MaxLength)).ToArray().AsSpan().IndexOf(name) >= 0;
}
