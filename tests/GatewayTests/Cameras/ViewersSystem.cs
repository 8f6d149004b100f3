using LiveParking.Cameras.Capture;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>A system with cameras of larger pictures, and with many cameras.</summary>
public sealed class ViewersSystem : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>A camera whose best pictures have about 50 KB.</summary>
    public const string Usual = "usual";

    /// <summary>A camera whose best pictures have about 130 KB.</summary>
    public const string Large = "large";

    /// <summary>Cameras <c>spare-0</c> and so on, which are offline.</summary>
    public const int Spares = 20;

    public ParkingSystem System { get; } = new(MakeCamerasAsync);

    public Task InitializeAsync() => System.InitializeAsync();

    public Task DisposeAsync() => System.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private static async Task<IReadOnlyList<CameraOptions>> MakeCamerasAsync(string folder) =>
    [
        ParkingSystem.Camera(Usual, $"file:{await TestVideo.MakeAsync(folder, Usual, "1280x720", 8)}"),
        ParkingSystem.Camera(Large, $"file:{await TestVideo.MakeAsync(folder, Large, "1280x720", 2)}"),
        .. Enumerable.Range(0, Spares).Select(i => ParkingSystem.Camera($"spare-{i}", $"file:{folder}/missing.avi")),
    ];
}
