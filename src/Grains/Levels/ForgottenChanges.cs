using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>
/// Entries and exits of readings that had to be forgotten early because their sensors sent too many: a sum for each second. So a flood from one
/// sensor does not block an absolute count of the last minutes. Immutable; ordered by time.
/// </summary>
[JsonConverter(typeof(ForgottenChangesConverter))]
internal sealed class ForgottenChanges
{
    private readonly (long Second, long Change)[] _sums;

    private ForgottenChanges((long Second, long Change)[] sums) => _sums = sums;

    public static ForgottenChanges None { get; } = new([]);

    /// <summary>Seconds since 1970 and the entries (positive) or exits (negative) during them.</summary>
    public IReadOnlyList<(long Second, long Change)> Sums => _sums;

    /// <summary>Creates it from sums in time order.</summary>
    public static ForgottenChanges Of(IEnumerable<(long Second, long Change)> sums) => sums.ToArray() is { Length: > 0 } array ? new(array) : None;

    public static long SecondOf(DateTimeOffset at) => at.ToUnixTimeSeconds();

    /// <summary>The cars in seconds that began after a time. A car in the same second counts as earlier.</summary>
    public long After(DateTimeOffset at)
    {
        var cars = 0L;
        for (var i = _sums.Length - 1; i >= 0 && _sums[i].Second * 1000 > at.ToUnixTimeMilliseconds(); i--)
            cars += _sums[i].Change;
        return cars;
    }

    /// <summary>A copy with one more change.</summary>
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

    /// <summary>A copy without the changes up to a second.</summary>
    public ForgottenChanges Since(long second) => _sums.Length == 0 || _sums[0].Second >= second ? this : Of(_sums.Where(sum => sum.Second >= second));
}
