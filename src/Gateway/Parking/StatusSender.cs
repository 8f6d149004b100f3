using LiveParking.Gateway.Sockets;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LiveParking.Gateway.Parking;

/// <summary>
/// Sends level statuses to one connection: as a shared frame directly on its socket, or through SignalR when there is no such socket.
/// </summary>
/// <param name="client">The SignalR client.</param>
/// <param name="frames">The frames.</param>
/// <param name="features">The features of the connection.</param>
internal sealed class StatusSender(IParkingClient client, StatusFrames frames, IFeatureCollection features)
{
    private readonly DirectSocket? _direct = features.Get<DirectSocket>();
    private readonly ITransferFormatFeature? _format = features.Get<ITransferFormatFeature>();

    /// <summary>Sends a status; completes when the connection took it.</summary>
    /// <exception cref="IOException">The connection is closed.</exception>
    public Task SendAsync(LevelStatus status)
    {
        if (_direct is null || _format is null || !_direct.TryUseDirectSending())
            return client.ParkingUpdate(status);
        var sending = _direct.SendAsync(new OutgoingBytes(frames.Of(status, _format.ActiveFormat)), isMessage: true);
        if (!sending.IsCompletedSuccessfully)
            return FinishAsync(sending);
        return sending.Result ? Task.CompletedTask : Task.FromException(ClosedException());
    }

    private static async Task FinishAsync(ValueTask<bool> sending)
    {
        if (!await sending)
            throw ClosedException();
    }

    private static IOException ClosedException() => new("The connection is closed.");
}
