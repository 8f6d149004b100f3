using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Net cars (entries minus exits) per second from readings that were evicted early because their sensor sent too many. Without these sums, a flood
/// from one sensor would make an absolute count from the last minutes late. Immutable; ordered by time.
/// </summary>
[JsonConverter(typeof(EvictedNetChangesConverter))]
internal sealed class EvictedNetChanges
{
    private readonly (long Second, long Change)[] _sums;

    private EvictedNetChanges((long Second, long Change)[] sums) => _sums = sums;

    public static EvictedNetChanges None { get; } = new([]);

    /// <summary>Seconds since 1970, and the net change in that second: entries minus exits.</summary>
    public IReadOnlyList<(long Second, long Change)> Sums => _sums;

    /// <summary>Creates it from sums in time order.</summary>
    public static EvictedNetChanges Of(IEnumerable<(long Second, long Change)> sums) => sums.ToArray() is { Length: > 0 } array ? new(array) : None;

    public static long SecondOf(DateTimeOffset at) => at.ToUnixTimeSeconds();

    /// <summary>Net change of all seconds that start after this time. A change in the same second counts as before it.</summary>
    public long NetChangeAfter(DateTimeOffset at)
    {
        var net = 0L;
        for (var i = _sums.Length - 1; i >= 0 && _sums[i].Second * 1000 > at.ToUnixTimeMilliseconds(); i--)
            net += _sums[i].Change;
        return net;
    }

    /// <summary>A copy with one more change.</summary>
    public EvictedNetChanges With(DateTimeOffset at, long change)
    {
        var second = SecondOf(at);
        var index = _sums.Length;
        while (index > 0 && _sums[index - 1].Second >= second)
            index--;
        if (index < _sums.Length && _sums[index].Second == second)
        {
            var changed = _sums.AsSpan().ToArray();
            changed[index].Change += change;
            return new(changed);
        }

        return new([.. _sums.AsSpan(0, index), (second, change), .. _sums.AsSpan(index)]);
    }

    /// <summary>A copy with only the changes in or after this second.</summary>
    public EvictedNetChanges From(long second) => _sums.Length == 0 || _sums[0].Second >= second ? this : Of(_sums.Where(sum => sum.Second >= second));
}
