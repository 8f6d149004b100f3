using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Cameras.Capture;

/// <summary>What the captures of one camera share: its options, what is watched, the count of pictures and where frames go.</summary>
internal sealed class CaptureContext
{
    private readonly Action<CameraFrame> _onFrame;
    private int _demand;
    private long _sequence;

    public CaptureContext(CameraOptions options, CaptureSlots slots, TimeProvider clock, ILogger log, Action<CameraFrame> onFrame)
    {
        (Options, Slots, Clock, Log, _onFrame) = (options, slots, clock, log, onFrame);
        Address = CameraSourceAddress.Parse(options.Source);
        Meter = new CameraMeter(options.Id);

        // The count goes on from the milliseconds since 1970: no camera takes more than a thousand pictures a second, so a later life of the
        // camera begins above where this one ends, and 2^53, where JavaScript stops counting exactly, is 285,000 years away.
        _sequence = clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    public CameraOptions Options { get; }

    public CameraSourceAddress Address { get; }

    public CaptureSlots Slots { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public CameraMeter Meter { get; }

    /// <summary>The rungs that are watched now.</summary>
    public RungSet Demand
    {
        get => (RungSet)Volatile.Read(ref _demand);
        set => Volatile.Write(ref _demand, (int)value);
    }

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>Gives a frame to the receiver. A receiver that fails costs that frame only.</summary>
    public void Emit(CameraFrame frame)
    {
        try
        {
            _onFrame(frame);
        }
        catch (Exception fault)
        {
            CaptureLog.ReceiverFailed(Log, Options.Id, fault);
        }
    }
}
