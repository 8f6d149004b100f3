namespace LiveParking.Cameras.Capture;

/// <summary>Counts dropped pictures and logs the number once a period, not for each picture. Not thread-safe.</summary>
internal sealed class DropReport(CaptureContext camera, TimeSpan period)
{
    private long _began;
    private long _dropped;

    /// <summary>Counts a dropped picture.</summary>
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
