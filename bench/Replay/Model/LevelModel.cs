using LiveParking.Replay.Rows;

namespace LiveParking.Replay.Model;

/// <summary>
/// The expected result of a level's rows, by <c>docs/api.md</c> and <c>docs/decisions/occupancy.md</c>, without the product's code.
/// One sensor sends absolute counts.
/// </summary>
/// <param name="capacity">Its spots.</param>
internal sealed class LevelModel(int capacity)
{
    private const int LargestCount = 1_000_000;
    private const int KeptOfSensor = 16;
    private const int MaxKept = KeptOfSensor + 1_024;
    private const int NotableRepetitions = 3;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LargestClockLead = TimeSpan.FromMinutes(5);

    private readonly List<(string Id, DateTimeOffset At)> _remembered = [];
    private readonly List<(DateTimeOffset At, int Occupied)> _counts = [];
    private DateTimeOffset? _forgottenUntil;
    private int _repeatedInARow;

    /// <summary>Its spots.</summary>
    public int Capacity => capacity;

    /// <summary>The numbers in effect, by time; of two with the same millisecond, the later arrival.</summary>
    public IReadOnlyList<(DateTimeOffset At, int Occupied)> Counts => _counts;

    /// <summary>The current number; null before the first.</summary>
    public int? Occupied => _counts.Count > 0 ? _counts[^1].Occupied : null;

    /// <summary>The status, by the default thresholds of a level.</summary>
    public string Status { get; private set; } = "unknown";

    /// <summary>Rows of each outcome of which the level knows.</summary>
    public Dictionary<Outcome, int> Outcomes { get; } = Enum.GetValues<Outcome>().ToDictionary(outcome => outcome, _ => 0);

    /// <summary>Number of counts above the capacity.</summary>
    public int AboveCapacity { get; private set; }

    /// <summary>Number of recorded repetitions, from the third in a row on.</summary>
    public int Repeated { get; private set; }

    /// <summary>An invalid row: the gateway rejects it, and reports it to the level if it names a sensor.</summary>
    public void Refuse(RecordedRow row)
    {
        if (row.Park.Length is > 0 and <= 128)
            Outcomes[Outcome.Rejected]++;
    }

    /// <summary>Rows that the gateway rejects itself.</summary>
    public static bool IsRefused(RecordedRow row) => row.Park.Length is 0 or > 128 || row.At is null || row.Count is not >= 0;

    /// <summary>The outcome of a row that reaches the level.</summary>
    /// <param name="id">The reading's id.</param>
    /// <param name="row">The row.</param>
    /// <param name="now">The server's clock.</param>
    public Outcome Take(string id, RecordedRow row, DateTimeOffset now)
    {
        var outcome = Judge(id, row.At!.Value, row.Count!.Value, now);
        Outcomes[outcome]++;
        _repeatedInARow = outcome == Outcome.Duplicate ? _repeatedInARow + 1 : 0;
        if (_repeatedInARow >= NotableRepetitions)
            Repeated++;
        return outcome;
    }

    /// <summary>After each request the level forgets what is beyond its window.</summary>
    public void EndRequest()
    {
        var old = 0;
        while (_remembered.Count - old > KeptOfSensor && _remembered[old].At < _remembered[^1].At - KeptFor)
            old++;
        old = Math.Max(old, _remembered.Count - MaxKept);
        if (old == 0)
            return;
        _forgottenUntil = _remembered[old - 1].At;
        _remembered.RemoveRange(0, old);
    }

    private Outcome Judge(string id, DateTimeOffset at, int occupied, DateTimeOffset now)
    {
        if (occupied > LargestCount || at.Year < 2000 || at > now + LargestClockLead)
            return Outcome.Rejected;
        if (_remembered.Exists(known => known.Id == id))
            return Outcome.Duplicate;
        if (at <= _forgottenUntil || (_counts.Count > 0 && at < _counts[^1].At))
            return Outcome.Late;
        if (occupied > capacity)
            AboveCapacity++;
        if (_counts.Count > 0 && _counts[^1].At == at)
            _counts[^1] = (at, occupied);
        else
            _counts.Add((at, occupied));
        _remembered.Add((id, at));
        Status = StatusOf((double)occupied / capacity);
        return Outcome.Accepted;
    }

    private string StatusOf(double share) => share switch
    {
        >= 1 => "full",
        >= 0.98 when Status == "full" => "full",
        >= 0.9 => "almostFull",
        >= 0.87 when Status is "almostFull" or "full" => "almostFull",
        _ => "open",
    };
}
