using LiveParking.Cameras.Capture.Masks;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras.Capture;

/// <summary>Data shared by the captures of one camera: its options, the watched rungs, the picture counter and the frame receiver.</summary>
internal sealed class CaptureContext
{
    private readonly Action<CameraFrame> _onFrame;
    private int _demand;
    private int _renewed;
    private long _sequence;

    public CaptureContext(CameraOptions options, CaptureSlots slots, TimeProvider timeProvider, ILogger logger, Action<CameraFrame> onFrame)
    {
        (Options, Slots, Clock, Log, _onFrame) = (options, slots, timeProvider, logger, onFrame);
        Address = CameraSourceAddress.Parse(options.Source);
        Meter = new CameraMeter(options.Id);
        Masks = new MaskPainter(options.Masks);

        // The counter starts at the milliseconds since 1970. No camera takes more than a thousand pictures a second, so after a restart the counter
        // begins above its previous end. It reaches 2^53, where JavaScript stops counting exactly, in 285,000 years.
        _sequence = timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
    }

    public CameraOptions Options { get; }

    public CameraSourceAddress Address { get; }

    public CaptureSlots Slots { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public CameraMeter Meter { get; }

    public MaskPainter Masks { get; }

    /// <summary>The watched rungs.</summary>
    public RungSet Demand
    {
        get => (RungSet)Volatile.Read(ref _demand);
        set
        {
            var before = (RungSet)Interlocked.Exchange(ref _demand, (int)value);
            Interlocked.Or(ref _renewed, (int)(value & ~before));
        }
    }

    /// <summary>Whether pictures are checked for being frozen, even without viewers.</summary>
    public bool WatchesForLife => Options.FrozenAfter > TimeSpan.Zero && Masks.Visible > 0.01;

    /// <summary>
    /// The watched rungs, and those of them that got viewers since the last call: these viewers have no picture yet.
    /// </summary>
    public (RungSet Demand, RungSet Renewed) TakeDemand()
    {
        var renewed = (RungSet)Interlocked.Exchange(ref _renewed, 0);
        return (Demand, renewed);
    }

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>Passes a frame to the receiver. If the receiver throws, only that frame is lost.</summary>
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
