using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras;

/// <summary>
/// Passes frames from the encoding thread to the grain's scheduler, which publishes them. At most one frame waits on each rung; a newer one replaces
/// it.
/// </summary>
internal sealed class FrameHandover(TaskScheduler grain, Action<CameraFrame> publish)
{
    private readonly CameraFrame?[] _waiting = new CameraFrame?[Enum.GetValues<CameraRung>().Length];

    /// <summary>Accepts a frame on any thread and returns immediately.</summary>
    public void Offer(CameraFrame frame)
    {
        if (Interlocked.Exchange(ref _waiting[(int)frame.Rung], frame) is null)
        {
            Task.Factory.StartNew(
                () => Publish(frame.Rung), CancellationToken.None, TaskCreationOptions.DenyChildAttach, grain);
        }
    }

    private void Publish(CameraRung rung)
    {
        if (Interlocked.Exchange(ref _waiting[(int)rung], null) is { } frame)
            publish(frame);
    }
}
