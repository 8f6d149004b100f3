namespace LiveParking.SystemTests.Abuse;

/// <summary>Delays of one kind of call in one phase. Safe from any thread.</summary>
internal sealed class Delays
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _milliseconds.Count;
        }
    }

    public void Add(TimeSpan delay)
    {
        lock (_lock)
            _milliseconds.Add(delay.TotalMilliseconds);
    }

    /// <summary>The delay in milliseconds that this share of the calls did not exceed; infinite when there was none.</summary>
    public double Percentile(double share)
    {
        lock (_lock)
        {
            if (_milliseconds.Count == 0)
                return double.PositiveInfinity;
            var sorted = _milliseconds.Order().ToList();
            return sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
        }
    }
}
