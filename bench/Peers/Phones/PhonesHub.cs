using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LiveParking.Peers.Source;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Peers.Phones;

/// <summary>Numbers as events to a group and pictures as a stream, as SignalR's documentation has both.</summary>
[Authorize]
internal sealed class PhonesHub(ConcurrentDictionary<string, ParkingNumber> newest, PhonesPicture picture, TimeProvider timeProvider) : Hub
{
    /// <summary>Follows a location; answers its version and how many spots are taken.</summary>
    public async Task<long[]> Follow(string location)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, location);
        return newest.TryGetValue(location, out var number) ? [number.Version, number.Occupied] : [0, 0];
    }

    /// <summary>The pictures of a camera.</summary>
    public async IAsyncEnumerable<CameraFrame> WatchCamera(string camera, double maxFps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / maxFps), timeProvider);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            yield return picture.Take(camera);
    }
}
