using System.Text.Json;
using LiveParking.SystemTests.Clients;

namespace LiveParking.SystemTests.Cluster;

/// <summary>Stock clients, one on each gateway, that watch the same cameras.</summary>
internal sealed class CameraViewers : IAsyncDisposable
{
    private readonly IReadOnlyList<StockPhone> _phones;
    private readonly string[] _cameras;

    private CameraViewers(IReadOnlyList<StockPhone> phones, string[] cameras) => (_phones, _cameras) = (phones, cameras);

    /// <summary>Watches on each gateway; comes back with the first frame of each camera on each.</summary>
    public static async Task<CameraViewers> WatchAsync(RunningCluster cluster, params string[] cameras)
    {
        var phones = await Task.WhenAll(cluster.Gateways.Select(gateway => StockPhone.ConnectAsync(gateway.Address, "messagepack")));
        foreach (var phone in phones)
        {
            foreach (var camera in cameras)
                await phone.WatchAsync(camera, new { quality = "low" });
        }

        var viewers = new CameraViewers(phones, cameras);
        await viewers.MoreFramesAsync();
        return viewers;
    }

    /// <summary>Number of messages of each viewer so far.</summary>
    public IReadOnlyList<int> Marks() => [.. _phones.Select(phone => phone.Messages.Count)];

    /// <summary>Waits until each viewer got frames of each camera that are newer than all it had.</summary>
    /// <param name="without">The number of a viewer whose gateway is gone.</param>
    public async Task MoreFramesAsync(int? without = null)
    {
        foreach (var phone in _phones.Where((_, number) => number != without))
        {
            foreach (var camera in _cameras)
            {
                var frames = phone.Messages.Where(message => IsOf(message, camera)).Select(message => message.GetProperty("frame")).ToList();
                var newest = frames.Count == 0 ? 0 : frames.Max(Sequence);
                await phone.FrameAsync(frame => frame.GetProperty("cameraId").GetString() == camera && Sequence(frame) > newest + 5);
            }
        }
    }

    /// <summary>Waits until each viewer has received a state of a camera.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="state">The state.</param>
    /// <param name="marks">Events to skip, from <see cref="Marks"/>.</param>
    /// <returns>The received statuses.</returns>
    public async Task<IReadOnlyList<CameraView>> StateAsync(string camera, string state, IReadOnlyList<int> marks)
    {
        List<CameraView> told = [];
        foreach (var (phone, mark) in _phones.Zip(marks))
        {
            told.Add(CameraView.From(await phone.EventAsync(
                "CameraStatusChanged", status => CameraView.From(status) is var view && view.Id == camera && view.State == state, mark)));
        }

        return told;
    }

    /// <summary>That no stream ended, also not while its camera was offline.</summary>
    public void RequireOpen() =>
        Assert.All(_phones, phone => Assert.DoesNotContain(phone.Messages, message => message.TryGetProperty("watchEnded", out _)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var phone in _phones)
            await phone.DisposeAsync();
    }

    private static bool IsOf(JsonElement message, string camera) =>
        message.TryGetProperty("frame", out var frame) && frame.GetProperty("cameraId").GetString() == camera;

    private static long Sequence(JsonElement frame) => frame.GetProperty("sequence").GetInt64();
}
