using LiveParking.Grains.Cameras.Capture.Masks;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Cameras.Capture;

/// <summary>What the captures of one camera share: its options, what is watched, the count of pictures and where frames go.</summary>
internal sealed class CaptureContext
{
    private readonly Action<CameraFrame> _onFrame;
    private int _demand;
    private int _renewed;
    private long _sequence;

    public CaptureContext(CameraOptions options, CaptureSlots slots, TimeProvider clock, ILogger log, Action<CameraFrame> onFrame)
    {
        (Options, Slots, Clock, Log, _onFrame) = (options, slots, clock, log, onFrame);
        Address = CameraSourceAddress.Parse(options.Source);
        Meter = new CameraMeter(options.Id);
        Masks = new MaskPainter(options.Masks);

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

    public MaskPainter Masks { get; }

    /// <summary>The rungs that are watched now.</summary>
    public RungSet Demand
    {
        get => (RungSet)Volatile.Read(ref _demand);
        set
        {
            var before = (RungSet)Interlocked.Exchange(ref _demand, (int)value);
            Interlocked.Or(ref _renewed, (int)(value & ~before));
        }
    }

    /// <summary>Whether pictures are looked at also when nobody watches.</summary>
    public bool WatchesForLife => Options.FrozenAfter > TimeSpan.Zero && Masks.Visible > 0.01;

    /// <summary>
    /// The rungs that are watched now, and those of them whose watching began since this was last asked: their viewers have no picture yet.
    /// </summary>
    public (RungSet Demand, RungSet Renewed) TakeDemand()
    {
        var renewed = (RungSet)Interlocked.Exchange(ref _renewed, 0);
        return (Demand, renewed);
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
