using LiveParking.Cameras.Capture;
using LiveParking.Demo.Lots;
using LiveParking.Cameras.Capture.Sources;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;

namespace LiveParking.Media;

/// <summary>A real camera with one viewer who keeps every frame and every state.</summary>
internal sealed class WatchedCamera : IAsyncDisposable, IDemoOccupancy
{
    private readonly List<CameraFrame> _frames = [];
    private readonly List<CameraCondition> _states = [];
    private readonly CameraSupervisor _supervisor;

    public WatchedCamera(
        string source, RungSet rungs = RungSet.High, string? searchPath = null, ILoggerFactory? logs = null,
        Action<CameraOptions>? configure = null)
    {
        var sources = new CaptureSourceFactory(new DemoLots(this, TimeProvider.System), new FfmpegProgram(searchPath), TimeProvider.System, logs ?? NullLoggerFactory.Instance);
        var options = new CameraOptions { Id = "gate", Source = source };
        configure?.Invoke(options);
        _supervisor = new CameraSupervisor(
            options, sources, new CaptureSlots(), TimeProvider.System,
            (logs ?? NullLoggerFactory.Instance).CreateLogger("camera"), Keep, Keep);
        _supervisor.SetDemand(rungs);
    }

    public Spots? Spots { get; set; } = Spots.Of(150, 45);

    public CameraCondition Condition => _supervisor.Condition;

    public List<CameraFrame> Frames
    {
        get
        {
            lock (_frames)
                return [.. _frames];
        }
    }

    public List<CameraCondition> States
    {
        get
        {
            lock (_states)
                return [.. _states];
        }
    }

    Spots? IDemoOccupancy.Get(string name) => Spots;

    /// <summary>Waits for more frames, from now on.</summary>
    public async Task<List<CameraFrame>> NextFramesAsync(int count)
    {
        var before = Frames.Count;
        await Eventually.HoldsAsync(() => Frames.Count >= before + count, () => $"{count} more frames; the camera is {Condition}");
        return [.. Frames.Skip(before).Take(count)];
    }

    /// <summary>Waits for a state and returns for how long it was waited.</summary>
    public async Task<TimeSpan> StateAsync(CameraState state)
    {
        var began = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(() => Condition.State == state, () => $"{state}; the camera is {Condition}");
        return TimeProvider.System.GetElapsedTime(began);
    }

    public Task LiveAsync() => Eventually.HoldsAsync(() => Condition.State == CameraState.Live, () => $"live; the camera is {Condition}");

    /// <summary>Waits until it is offline and returns the reason.</summary>
    public async Task<string> OfflineAsync()
    {
        await Eventually.HoldsAsync(() => Condition.State == CameraState.Offline, () => $"offline; the camera is {Condition}");
        return Condition.Reason ?? "";
    }

    /// <summary>The mean brightness of a frame, which proves that it can be decoded in its whole size.</summary>
    public static double Decode(CameraFrame frame)
    {
        using var picture = Cv2.ImDecode(frame.Data, ImreadModes.Color);
        Assert.Equal((frame.Width, frame.Height), (picture.Width, picture.Height));
        return picture.Mean().Val1;
    }

    public async ValueTask DisposeAsync() => await _supervisor.StopAsync();

    private void Keep(CameraFrame frame)
    {
        lock (_frames)
            _frames.Add(frame);
    }

    private void Keep(CameraCondition condition)
    {
        lock (_states)
            _states.Add(condition);
    }
}
