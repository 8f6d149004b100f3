using System.Diagnostics.CodeAnalysis;
using LiveParking.Cameras.Capture.Changes;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras.Capture;

/// <summary>
/// One capture. One thread opens, reads and closes the source, and a second thread encodes. Both are dedicated threads. So a blocking read takes no
/// pool thread, and a child process that is bound to its thread lives as long as the capture.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The last of its two threads disposes what it owns; nobody else can know when.")]
internal sealed class CaptureSession
{
    private static readonly TimeSpan DropReportPeriod = TimeSpan.FromSeconds(10);

    private readonly CaptureContext _camera;
    private readonly Func<ICaptureSource> _source;
    private readonly CancellationTokenSource _cancel = new();
    private readonly PictureExchange _exchange = new();
    private readonly TaskCompletionSource<string> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _encoded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _wasBroken;
    private readonly Action _onLive;
    private readonly Action<PictureVerdict> _onVerdict;
    private int _threads = 2;
    private long _lastPicture;
    private long _brokenSince;
    private volatile bool _ended;

    /// <param name="camera">The data that outlives the session.</param>
    /// <param name="source">Creates the source; the session disposes it.</param>
    /// <param name="wasBroken">Whether the previous session's pictures were broken. If so, this session's count as broken until one can be
    /// decoded.</param>
    /// <param name="onLive">Called once, by the reading thread, when the first picture arrives.</param>
    /// <param name="onVerdict">Called by the encoding thread when the pictures become frozen or broken, and when they become live again.</param>
    public CaptureSession(CaptureContext camera, Func<ICaptureSource> source, bool wasBroken, Action onLive, Action<PictureVerdict> onVerdict) =>
        (_camera, _source, _wasBroken, _onLive, _onVerdict) = (camera, source, wasBroken, onLive, onVerdict);

    /// <summary>Completes when the source is closed and the reading thread is about to end; the result is the reason.</summary>
    public Task<string> Reading => _read.Task;

    /// <summary>Completes when the encoding thread is about to end; no frame follows.</summary>
    public Task Encoding => _encoded.Task;

    /// <summary>When the last picture arrived, as a timestamp of the clock; 0 before the first one.</summary>
    public long LastPicture => Volatile.Read(ref _lastPicture);

    /// <summary>Since when the pictures are known to be broken, as a timestamp of the clock; 0 while they are not.</summary>
    public long BrokenSince => Volatile.Read(ref _brokenSince);

    /// <summary>
    /// Whether to reconnect because the pictures are broken. False when nothing decodes pictures, because recovery could then not be detected.
    /// </summary>
    public bool IsBrokenForLong =>
        BrokenSince is var since and not 0
        && (_camera.Demand != RungSet.None || _camera.WatchesForLife)
        && _camera.Clock.GetElapsedTime(since) >= 2 * _camera.Options.StallTimeout;

    public void Start()
    {
        new Thread(Read) { IsBackground = true, Name = $"capture {_camera.Options.Id}" }.Start();
        new Thread(Encode) { IsBackground = true, Name = $"encode {_camera.Options.Id}" }.Start();
    }

    /// <summary>Ends both threads as soon as possible; no more frames are created.</summary>
    public void End()
    {
        _ended = true;
        _exchange.Close();
        Cancel();
    }

    private void Read()
    {
        var reason = "the capture ended";
        try
        {
            // Must come first: the library reads its settings when it is loaded, and a source may load it.
            OpenCvLibrary.EnsureLoaded();
            using (var source = _source())
            {
                source.Open(_cancel.Token);
                ReadPictures(source);
            }
        }
        catch (CaptureException fault)
        {
            reason = fault.Message;
        }
        catch (OperationCanceledException) when (_ended)
        {
            reason = "the capture was ended";
        }
        catch (Exception fault)
        {
            CaptureLog.CaptureBroke(_camera.Log, _camera.Options.Id, fault);
            reason = "capturing failed; the log of its silo says why";
        }

        _exchange.Close();
        FreeAfterLastThread();
        _camera.Slots.Release(_camera.Options.Id);
        _read.SetResult(reason);
    }

    private void ReadPictures(ICaptureSource source)
    {
        var drops = new DropReport(_camera, DropReportPeriod);
        while (!_ended)
        {
            var picture = _exchange.Rent();
            try
            {
                source.Read(picture, _cancel.Token);
            }
            catch
            {
                _exchange.Return(picture);
                throw;
            }

            var now = _camera.Clock.GetTimestamp();
            var isFirst = LastPicture == 0;
            if (isFirst && _wasBroken)
                Volatile.Write(ref _brokenSince, now == 0 ? 1 : now);
            Volatile.Write(ref _lastPicture, now == 0 ? 1 : now);
            picture.Timestamp = now;
            picture.CapturedAt = _camera.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            picture.Sequence = _camera.NextSequence();
            _camera.Meter.Captured();
            if (isFirst)
                _onLive();

            if (_camera.Demand == RungSet.None && !_camera.WatchesForLife)
                _exchange.Return(picture);
            else if (!_exchange.Offer(picture))
                drops.Add(now);
        }
    }

    private void Encode()
    {
        try
        {
            EncodePictures();
        }
        catch (Exception fault)
        {
            CaptureLog.EncodingBroke(_camera.Log, _camera.Options.Id, fault);
            Cancel();
        }

        FreeAfterLastThread();
        _encoded.SetResult();
    }

    private void EncodePictures()
    {
        if (_exchange.Take() is not { } picture)
            return;
        using var worker = new PictureWorker(_camera, picture.Timestamp, _wasBroken, ReportVerdict, Emit);
        for (Picture? next = picture; next is not null; next = _exchange.Take())
        {
            try
            {
                worker.Work(next);
            }
            finally
            {
                _exchange.Return(next);
            }
        }
    }

    private void ReportVerdict(PictureVerdict verdict)
    {
        if (_ended)
            return;
        if (verdict == PictureVerdict.Frozen)
            _camera.Meter.Frozen();
        Volatile.Write(ref _brokenSince, verdict == PictureVerdict.Broken ? Math.Max(1, _camera.Clock.GetTimestamp()) : 0);
        _onVerdict(verdict);
    }

    private void Emit(Picture picture, EncodedRung frame)
    {
        if (_ended)
            return;
        _camera.Emit(new CameraFrame(
            _camera.Options.Id, picture.Sequence, picture.CapturedAt, frame.Rung, frame.Width, frame.Height, "image/jpeg", frame.Jpeg));
    }

    private void Cancel()
    {
        lock (_cancel)
        {
            if (_threads > 0)
                _cancel.Cancel();
        }
    }

    private void FreeAfterLastThread()
    {
        lock (_cancel)
        {
            if (--_threads > 0)
                return;
            _cancel.Dispose();
        }

        _exchange.Free();
    }
}
