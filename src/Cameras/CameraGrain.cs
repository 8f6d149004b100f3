using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.LiveStreams;
using LiveParking.LiveStreams.Publishing;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras;

/// <summary>
/// One camera, on the silo to which it is attached. It turns the subscriptions of its frame streams into the rungs that its supervisor captures and
/// encodes, and publishes the supervisor's frames.
/// </summary>
[GrainType("camera"), AttachedCameraPlacement, KeepAlive]
internal sealed class CameraGrain(
    AttachedCameras attached,
    ICaptureSourceFactory sources,
    CaptureSlots slots,
    ILivePublisher publisher,
    TimeProvider timeProvider,
    ILogger<CameraGrain> logger) : Grain, ICameraGrain, ILiveProducer, IAsyncDisposable
{
    private readonly Dictionary<CameraRung, StreamId> _streams = [];
    private readonly KeptFrames _keptFrames = new();
    private CameraSupervisor? _supervisor;
    private RungSet _demand;
    private string _id = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = this.GetPrimaryKeyString();
        var options = attached.Options(_id)
            ?? throw new CameraOfflineException($"Camera '{_id}' is not attached to this silo.");
        foreach (var rung in Enum.GetValues<CameraRung>())
            _streams.Add(rung, ParkingStreams.Frames(_id, rung));
        var handover = new FrameHandover(TaskScheduler.Current, Publish);
        _supervisor = new CameraSupervisor(
            options,
            sources,
            slots,
            timeProvider,
            logger,
            handover.Offer,
            condition => attached.Update(_id, condition.State, condition.Reason, condition.Since));

        // A camera that is kept warm starts now; any other one starts with its first viewer.
        _supervisor.SetDemand(RungSet.None);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        attached.Update(_id, CameraState.Idle, null, timeProvider.GetUtcNow());
    }

    /// <summary>Ends the capture; also called when the activation failed midway.</summary>
    public ValueTask DisposeAsync() => _supervisor?.DisposeAsync() ?? ValueTask.CompletedTask;

    public Task<CameraStatus> GetStatusAsync() =>
        Task.FromResult(attached.Find(_id) ?? throw new CameraOfflineException($"Camera '{_id}' is not attached to this silo."));

    public Task<CameraFrame?> GetKeptFrameAsync(CameraRung rung, long knownSequence) => Task.FromResult(_keptFrames.Newest(rung, knownSequence));

    public Task<CameraFrame?> GetKeptFrameUpToAsync(CameraRung best, long knownSequence) => Task.FromResult(_keptFrames.Newest(best, knownSequence, best));

    public void OnDemandChanged(StreamId streamId, bool wanted)
    {
        foreach (var (rung, stream) in _streams)
        {
            if (stream != streamId)
                continue;
            _demand = wanted ? _demand | rung.ToSet() : _demand & ~rung.ToSet();
            // A viewer who comes an hour later must not get the last picture as the newest.
            if (!wanted)
                publisher.Withdraw(streamId);
        }

        _supervisor?.SetDemand(_demand);
    }

    private void Publish(CameraFrame frame)
    {
        _keptFrames.Keep(frame);
        if (_demand.Holds(frame.Rung))
            publisher.Publish(_streams[frame.Rung], frame);
    }
}
