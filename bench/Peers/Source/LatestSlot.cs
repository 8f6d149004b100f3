namespace LiveParking.Peers.Source;

/// <summary>The newest frame, for all viewers; one that is busy skips to the newest.</summary>
internal sealed class LatestSlot
{
    private volatile Entry _newest = new(null);

    public void Put(CameraFrame frame)
    {
        var before = _newest;
        _newest = new Entry(frame);
        before.Followed.SetResult();
    }

    /// <summary>Waits for a frame that is not the one that a viewer had last.</summary>
    public async ValueTask<CameraFrame> NextAsync(CameraFrame? last, CancellationToken cancellationToken)
    {
        while (true)
        {
            var newest = _newest;
            if (newest.Frame is { } frame && frame != last)
                return frame;
            await newest.Followed.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Entry(CameraFrame? frame)
    {
        public CameraFrame? Frame => frame;

        public TaskCompletionSource Followed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
