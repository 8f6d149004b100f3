using System.Collections;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Remembered readings in the order of <see cref="RememberedReading.At"/>. Immutable. Adding the newest and forgetting the oldest copy nothing. A
/// fingerprint is found by comparing several at a time, because a request looks up each of its up to 1,000 readings.
/// </summary>
internal sealed class RememberedReadings : IReadOnlyList<RememberedReading>
{
    private const int MinBlock = 4;

    private readonly Block _block;
    private readonly int _start;

    private RememberedReadings(Block block, int start, int count, long newestOwn) =>
        (_block, _start, Count, NewestOwn) = (block, start, count, newestOwn);

    public static RememberedReadings Empty { get; } = new(new Block(0), 0, 0, long.MinValue);

    public int Count { get; }

    /// <summary>The newest sensor time that was ever added, in Unix milliseconds; the minimum value when there is none.</summary>
    public long NewestOwn { get; }

    /// <summary>Whether the sensor's clock was ahead in one of these readings.</summary>
    public bool HasLeads => _block.Leads.AsSpan(_start, Count).ContainsAnyExcept(0);

    public RememberedReading this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var at = _start + index;
            return new RememberedReading(
                _block.Fingerprints[at], DateTimeOffset.FromUnixTimeMilliseconds(_block.Times[at]), _block.Changes[at], _block.Leads[at]);
        }
    }

    /// <summary>Creates it from readings in time order.</summary>
    public static RememberedReadings Of(ReadOnlySpan<RememberedReading> readings)
    {
        var block = new Block(readings.Length) { Used = readings.Length };
        var newest = long.MinValue;
        for (var i = 0; i < readings.Length; i++)
        {
            block.Set(i, readings[i]);
            newest = Math.Max(newest, readings[i].Own.ToUnixTimeMilliseconds());
        }

        return new RememberedReadings(block, 0, readings.Length, newest);
    }

    public bool Knows(long fingerprint) => _block.Fingerprints.AsSpan(_start, Count).Contains(fingerprint);

    /// <summary>A copy with one more reading at the position of its time; after those with the same time.</summary>
    public RememberedReadings With(RememberedReading reading)
    {
        var time = reading.At.ToUnixTimeMilliseconds();
        var index = Count;
        while (index > 0 && _block.Times[_start + index - 1] > time)
            index--;
        var newest = Math.Max(NewestOwn, time + reading.Lead);
        return index == Count && _block.TryAppend(_start + Count, reading)
            ? new RememberedReadings(_block, _start, Count + 1, newest)
            : Copied(index, reading, newest);
    }

    /// <summary>A copy without this many of the oldest.</summary>
    public RememberedReadings WithoutOldest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        return new RememberedReadings(_block, _start + count, Count - count, NewestOwn);
    }

    /// <summary>Number of readings whose sensor time is after a moment.</summary>
    public int CountAfter(DateTimeOffset now)
    {
        var moment = now.ToUnixTimeMilliseconds();
        if (NewestOwn <= moment)
            return 0;
        var after = 0;
        for (var i = _start; i < _start + Count; i++)
            after += _block.Times[i] + _block.Leads[i] > moment ? 1 : 0;
        return after;
    }

    /// <summary>A copy in which readings after a time have no change.</summary>
    public RememberedReadings WithoutChangesAfter(DateTimeOffset at) =>
        Of([.. this.Select(reading => reading.At > at ? reading with { Change = 0 } : reading)]);

    /// <summary>A copy in which readings after a time are ordered at that time and keep their sensor time as a lead.</summary>
    public RememberedReadings NotAfter(DateTimeOffset limit) => Count == 0 || this[Count - 1].At <= limit
        ? this
        : Of([.. this.Select(reading => reading.At <= limit ? reading : reading with { At = limit, Lead = LeadOf(reading.Own - limit) })]);

    /// <summary>Number of the oldest readings, up to a maximum, that are ordered before a time.</summary>
    public int CountOldestBefore(DateTimeOffset time, int most)
    {
        var moment = time.ToUnixTimeMilliseconds();
        var count = 0;
        while (count < most && _block.Times[_start + count] < moment)
            count++;
        return count;
    }

    /// <summary>Calls <paramref name="visit"/> with each of the oldest readings, up to a count, that has a change.</summary>
    public void VisitOldestChanges(int count, Action<RememberedReading> visit)
    {
        for (var i = 0; i < count; i++)
        {
            if (_block.Changes[_start + i] != 0)
                visit(this[i]);
        }
    }

    public IEnumerator<RememberedReading> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A lead in milliseconds; a lead of more than 24 days, such as after our clock was set back, is clamped.</summary>
    private static int LeadOf(TimeSpan lead) => (int)Math.Min(int.MaxValue, lead.TotalMilliseconds);

    private RememberedReadings Copied(int index, RememberedReading reading, long newest)
    {
        var block = new Block(Math.Max(MinBlock, Count * 2)) { Used = Count + 1 };
        _block.CopyTo(block, _start, 0, index);
        block.Set(index, reading);
        _block.CopyTo(block, _start + index, index + 1, Count - index);
        return new RememberedReadings(block, 0, Count + 1, newest);
    }

    /// <summary>Storage shared by several lists: each sees its own part. Written entries never change.</summary>
    private sealed class Block(int capacity)
    {
        private int _used;

        public long[] Fingerprints { get; } = new long[capacity];

        public long[] Times { get; } = new long[capacity];

        public int[] Changes { get; } = new int[capacity];

        public int[] Leads { get; } = new int[capacity];

        public int Used
        {
            init => _used = value;
        }

        /// <summary>Appends after a list that ends at the end of the storage; another list may have appended first.</summary>
        public bool TryAppend(int end, RememberedReading reading)
        {
            if (end == Fingerprints.Length || Interlocked.CompareExchange(ref _used, end + 1, end) != end)
                return false;
            Set(end, reading);
            return true;
        }

        public void Set(int at, RememberedReading reading)
        {
            Fingerprints[at] = reading.Fingerprint;
            Times[at] = reading.At.ToUnixTimeMilliseconds();
            Changes[at] = reading.Change;
            Leads[at] = reading.Lead;
        }

        public void CopyTo(Block other, int from, int to, int count)
        {
            Fingerprints.AsSpan(from, count).CopyTo(other.Fingerprints.AsSpan(to));
            Times.AsSpan(from, count).CopyTo(other.Times.AsSpan(to));
            Changes.AsSpan(from, count).CopyTo(other.Changes.AsSpan(to));
            Leads.AsSpan(from, count).CopyTo(other.Leads.AsSpan(to));
        }
    }
}
