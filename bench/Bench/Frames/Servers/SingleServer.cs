using LiveParking.Bench.Measuring.Processes;
using LiveParking.Bench.Measuring.Viewing;

namespace LiveParking.Bench.Frames.Servers;

/// <summary>A peer: one process that has the camera and the viewers.</summary>
internal sealed class SingleServer(ChildProcess process, ViewersSettings watch) : IFrameServer
{
    public int Process => process.Id;

    public int? Beside => null;

    public ViewersSettings Watch(int viewers, int size) => watch with { Viewers = viewers, Size = size };

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
