using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Cars in and out of readings that had to be forgotten early, because their sensors sent very many: a sum for each second. So one sensor's flood does
/// not keep an absolute count of the last minutes from being taken. Immutable; ordered by time.
/// </summary>
[JsonConverter(typeof(ForgottenChangesConverter))]
internal sealed class ForgottenChanges
{
    private readonly (long Second, long Change)[] _sums;

    private ForgottenChanges((long Second, long Change)[] sums) => _sums = sums;

    public static ForgottenChanges None { get; } = new([]);

    /// <summary>Seconds since 1970 and the cars in (positive) or out (negative) during them.</summary>
    public IReadOnlyList<(long Second, long Change)> Sums => _sums;

    /// <summary>These sums, which are in the order of their time.</summary>
    public static ForgottenChanges Of(IEnumerable<(long Second, long Change)> sums) => sums.ToArray() is { Length: > 0 } array ? new(array) : None;

    public static long SecondOf(DateTimeOffset at) => at.ToUnixTimeSeconds();

    /// <summary>The cars in seconds that began after a time. What passed in the same second is taken to have passed before.</summary>
    public long After(DateTimeOffset at)
    {
        var cars = 0L;
        for (var i = _sums.Length - 1; i >= 0 && _sums[i].Second * 1000 > at.ToUnixTimeMilliseconds(); i--)
            cars += _sums[i].Change;
        return cars;
    }

    /// <summary>With one more.</summary>
    public ForgottenChanges With(DateTimeOffset at, long change)
    {
        var second = SecondOf(at);
        var place = _sums.Length;
        while (place > 0 && _sums[place - 1].Second >= second)
            place--;
        if (place < _sums.Length && _sums[place].Second == second)
        {
            var changed = _sums.AsSpan().ToArray();
            changed[place].Change += change;
            return new(changed);
        }

        return new([.. _sums.AsSpan(0, place), (second, change), .. _sums.AsSpan(place)]);
    }

    /// <summary>Without those up to a second.</summary>
    public ForgottenChanges Since(long second) => _sums.Length == 0 || _sums[0].Second >= second ? this : Of(_sums.Where(sum => sum.Second >= second));
}
