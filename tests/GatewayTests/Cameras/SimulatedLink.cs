using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>
/// One viewer behind a link with a bandwidth, a delay and a queue without end, in simulated time: what <see cref="ViewerControl"/> decides is done
/// as <see cref="FrameViewer"/> would.
/// </summary>
internal sealed class SimulatedLink(WatchRequest terms)
{
    private const double Step = 0.001;

    private readonly ViewerControl _control = new(terms);
    private readonly Queue<(long Sequence, double At)> _acks = new();
    private readonly Random _random = new(7);
    private CameraRung _rung = terms.FirstRung;
    private CameraRung _asked = terms.FirstRung;
    private double _askedAt;
    private double _linkFreeAt;
    private double? _acceptedAt;
    private double _nextCapture;
    private long _captured;
    private double _capturedAt;
    private long _sent;
    private int _mostUnacknowledged;

    /// <summary>The time, in seconds.</summary>
    public double Now { get; private set; }

    /// <summary>Bytes a second that the link carries.</summary>
    public double Bandwidth { get; set; } = double.PositiveInfinity;

    /// <summary>Seconds from the gateway to the viewer, and as many back.</summary>
    public double Latency { get; set; }

    /// <summary>Some frames take up to so many seconds longer.</summary>
    public double Jitter { get; set; }

    /// <summary>Captures a second.</summary>
    public double Fps { get; set; } = 30;

    /// <summary>Bytes of a frame on each rung, from low to high.</summary>
    public int[] Bytes { get; set; } = [4_000, 13_000, 50_000];

    /// <summary>Bytes that fit into buffers before the connection accepts no more; only for a viewer that does not acknowledge.</summary>
    public int BufferBytes { get; set; } = 100_000;

    /// <summary>The arrived frames: time, age and rung.</summary>
    public List<(double At, double Age, CameraRung Rung)> Arrived { get; } = [];

    /// <summary>When which rung was gone to.</summary>
    public List<(double At, CameraRung Rung)> Switches { get; } = [];

    /// <summary>The most frames that were ever on their way.</summary>
    public int MaxUnacknowledged => _mostUnacknowledged;

    public CameraRung Rung => _rung;

    public void Run(double seconds)
    {
        for (var end = Now + seconds; Now < end; Now += Step)
        {
            while (Now >= _nextCapture)
            {
                (_captured, _capturedAt) = (_captured + 1, _nextCapture);
                _nextCapture += 1 / Fps;
            }

            while (_acks.TryPeek(out var ack) && ack.At <= Now)
                _control.RecordAcknowledgement(_acks.Dequeue().Sequence, Time);
            if (_acceptedAt <= Now)
            {
                _acceptedAt = null;
                if (!terms.Acks)
                    _control.Accepted(Time);
            }

            if (_control.Target != _asked)
                (_asked, _askedAt) = (_control.Target, Now);
            if (_acceptedAt is null && _sent < _captured && _control.Decide(Time, Fps).MaySend)
                Send();
        }
    }

    /// <summary>The link carries nothing for some seconds, and then recovers.</summary>
    public void Stall(double seconds) => _linkFreeAt = Math.Max(_linkFreeAt, Now) + seconds;

    public List<double> AgesSince(double at) => [.. Arrived.Where(frame => frame.At >= at).Select(frame => frame.Age).Order()];

    public double P95Since(double at) => AgesSince(at) is var ages ? ages[(int)(0.95 * ages.Count)] : 0;

    public double FpsSince(double at) => Arrived.Count(frame => frame.At >= at) / (Now - at);

    private TimeSpan Time => TimeSpan.FromSeconds(Now + 1000);

    private void Send()
    {
        // Another rung needs a moment before it has a frame.
        if (_asked != _rung && Now - _askedAt > 0.05)
        {
            _rung = _asked;
            Switches.Add((Now, _rung));
        }

        var bytes = (int)(Bytes[(int)_rung] * (0.9 + 0.2 * _random.NextDouble()));
        _sent = _captured;
        _control.RecordSent(_rung, _captured, bytes, Time);
        _linkFreeAt = Math.Max(_linkFreeAt, Now) + bytes / Bandwidth;
        var there = _linkFreeAt + Latency + Jitter * Math.Pow(_random.NextDouble(), 8);
        Arrived.Add((there, there - _capturedAt, _rung));
        if (terms.Acks)
            _acks.Enqueue((_captured, there + Latency));
        _mostUnacknowledged = Math.Max(_mostUnacknowledged, _control.Unacknowledged);
        _acceptedAt = terms.Acks ? Now : Math.Max(Now, _linkFreeAt - BufferBytes / Bandwidth);
    }
}
