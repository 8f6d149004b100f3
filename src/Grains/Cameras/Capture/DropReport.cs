namespace LiveParking.Grains.Cameras.Capture;

/// <summary>Counts dropped pictures and says so once a period, not once a picture. For one thread.</summary>
internal sealed class DropReport(CaptureContext camera, TimeSpan period)
{
    private long _began;
    private long _dropped;

    /// <summary>One more was dropped.</summary>
    /// <param name="now">A timestamp of the clock.</param>
    public void Add(long now)
    {
        camera.Meter.Dropped();
        if (_dropped++ == 0)
            _began = now;
        var elapsed = camera.Clock.GetElapsedTime(_began, now);
        if (elapsed < period)
            return;
        CaptureLog.Dropping(camera.Log, camera.Options.Id, _dropped, Math.Round(elapsed.TotalSeconds));
        _dropped = 0;
    }
}
