using LiveParking.Cameras.Capture;
using LiveParking.Demo.Lots;
using LiveParking.Cameras.Capture.Sources;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.Media;

/// <summary>
/// A process that captures one camera until it is killed: <c>capture SEARCH-PATH</c>, the source on standard input. Prints a line for
/// each state.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["capture", var searchPath])
            return 1;
        var camera = new CameraOptions { Id = "child", Source = await Console.In.ReadLineAsync() ?? "" };
        var sources = new CaptureSourceFactory(new DemoLots(new NoOccupancy(), TimeProvider.System), new FfmpegProgram(searchPath), TimeProvider.System, NullLoggerFactory.Instance);
        await using var supervisor = new CameraSupervisor(
            camera, sources, new CaptureSlots(), TimeProvider.System, NullLogger.Instance, _ => { },
            condition => Console.WriteLine($"{condition.State} {condition.Reason}"));
        supervisor.SetDemand(RungSet.Low);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return 0;
    }

    private sealed class NoOccupancy : IDemoOccupancy
    {
        public Spots? Get(string name) => null;
    }
}
