using System.Diagnostics.Metrics;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>The values of the camera meter for one camera since this was created.</summary>
internal sealed class CameraCounts : IDisposable
{
    private readonly Dictionary<string, double> _sums = [];
    private readonly MeterListener _listener = new();
    private readonly string _camera;

    public CameraCounts(string camera)
    {
        _camera = camera;
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "LiveParking.Cameras")
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument.Name, 1, tags));
        _listener.Start();
    }

    /// <summary>The sum of an instrument, or how often it measured; after a space the rung or purpose, where it has one.</summary>
    public double this[string name]
    {
        get
        {
            lock (_sums)
                return _sums.GetValueOrDefault($"liveparking.cameras.{name}");
        }
    }

    /// <summary>Everything that was counted, without the prefix.</summary>
    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_sums)
                return [.. _sums.Keys.Select(name => name["liveparking.cameras.".Length..])];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags[0].Key != "camera" || !_camera.Equals(tags[0].Value))
            return;
        var key = tags.Length > 1 ? $"{name} {tags[1].Value}" : name;
        lock (_sums)
            _sums[key] = _sums.GetValueOrDefault(key) + value;
    }
}
