using System.Runtime.CompilerServices;
using LiveParking.Peers.Source;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Peers;

/// <summary>A camera as a server stream: what anybody would write first.</summary>
internal sealed class StockHub(LatestSlot slot) : Hub
{
    public async IAsyncEnumerable<CameraFrame> WatchCamera(
        string cameraId, object? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CameraFrame? last = null;
        while (true)
        {
            last = await slot.NextAsync(last, cancellationToken);
            yield return last;
        }
    }
}
