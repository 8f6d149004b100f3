using LiveParking.Grains.Cameras.Capture;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Streams;
using LiveParking.Grains.Streams;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace LiveParking.Grains.Cameras;

/// <summary>
/// One camera, on the silo to which it is attached: translates the demand for its frame streams into the rungs that its
/// supervisor captures and encodes, and publishes what the supervisor makes.
/// </summary>
[GrainType("camera"), AttachedCameraPlacement, KeepAlive]
internal sealed class CameraGrain(
    AttachedCameras attached,
    ICaptureSourceFactory sources,
    CaptureSlots slots,
    TimeProvider clock,
    ILogger<CameraGrain> log) : Grain, ICameraGrain, ILiveProducer, IAsyncDisposable
{
    private readonly Dictionary<CameraRung, IAsyncStream<CameraFrame>> _streams = [];
    private FrameHandover? _handover;
    private CameraSupervisor? _supervisor;
    private RungSet _demand;
    private string _id = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = this.GetPrimaryKeyString();
        var options = attached.Options(_id)
            ?? throw new CameraOfflineException($"Camera '{_id}' is not attached to this silo.");
        var provider = this.GetStreamProvider(LiveStreams.ProviderName);
        foreach (var rung in Enum.GetValues<CameraRung>())
            _streams.Add(rung, provider.GetStream<CameraFrame>(LiveStreams.Frames(_id, rung)));
        _handover = new FrameHandover(TaskScheduler.Current, frame => _streams[frame.Rung].OnNextAsync(frame));
        _supervisor = new CameraSupervisor(
            options,
            sources,
            slots,
            clock,
            log,
            _handover.Offer,
            condition => attached.Update(_id, condition.State, condition.Reason, condition.Since));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        attached.Update(_id, CameraState.Idle, null, clock.GetUtcNow());
    }

    /// <summary>Ends the capture; also called when the activation failed half-way.</summary>
    public ValueTask DisposeAsync() => _supervisor?.DisposeAsync() ?? ValueTask.CompletedTask;

    public Task<CameraStatus> GetStatusAsync() =>
        Task.FromResult(attached.Find(_id) ?? throw new CameraOfflineException($"Camera '{_id}' is not attached to this silo."));

    public void OnDemandChanged(StreamId streamId, bool wanted)
    {
        foreach (var (rung, stream) in _streams)
        {
            if (stream.StreamId == streamId)
                _demand = wanted ? _demand | rung.ToSet() : _demand & ~rung.ToSet();
        }

        _supervisor?.SetDemand(_demand);
    }
}
