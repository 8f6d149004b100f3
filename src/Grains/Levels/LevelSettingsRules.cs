using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Grains.Levels;

/// <summary>The rules for settings of a level. All errors are reported together; the first one's field is also returned separately.</summary>
internal static class LevelSettingsRules
{
    private const int LargestCapacity = 100_000;
    private const int MaxReasonLength = 200;
    private const int MaxSilence = 30 * 24 * 3600;

    /// <exception cref="InvalidRequestException">A rule is broken.</exception>
    public static void Require(LevelSettings settings)
    {
        List<(string Field, string Fault)> faults = [];
        if (string.IsNullOrWhiteSpace(settings.Name) || settings.Name.Length > 200)
            faults.Add(("name", "1 to 200 characters are needed."));
        if (!Enum.IsDefined(settings.Counting))
            faults.Add(("counting", "gates, spots or count is needed."));
        if (settings.Capacity is null or { Count: 0 or > 32 })
            faults.Add(("capacity", "1 to 32 types of spots are needed."));
        else
            Check(settings.Capacity, "capacity", type => LargestCapacity, faults);
        if (settings.Capacity is not null && settings.OutOfService is { } outOfService)
            Check(outOfService, "outOfService", type => settings.Capacity.GetValueOrDefault(type), faults);
        if (settings.Capacity is { Count: > 0 } && settings.Capacity.Values.Sum(spots => (long)spots) is < 1 or > LargestCapacity)
            faults.Add(("capacity", $"1 to {LargestCapacity:N0} spots in all are needed."));
        if (settings.Thresholds is { } limits)
            Check(limits, faults);
        if (settings.OpeningHours is { } hours && LevelHours.Fault(hours) is { } fault)
            faults.Add(("openingHours", fault));
        if (settings.ClosedReason is { } reason && (!settings.Closed || reason.Length > MaxReasonLength))
            faults.Add(("closedReason", settings.Closed ? $"at most {MaxReasonLength} characters are allowed." : "it belongs to a level that is closed."));
        if (settings.HeightLimit is { } height && height is not (>= 1 and <= 10))
            faults.Add(("heightLimit", "1 to 10 metres is needed."));
        if (settings.SilentAfter is < 1 or > MaxSilence)
            faults.Add(("silentAfter", $"1 to {MaxSilence:N0} seconds is needed."));
        if (faults.Count > 0)
            throw new InvalidRequestException(string.Join(' ', faults.Select(fault => $"{fault.Field}: {fault.Fault}")), faults[0].Field);
    }

    private static void Check(
        IReadOnlyDictionary<string, int> spots, string field, Func<string, int> most, List<(string Field, string Fault)> faults)
    {
        foreach (var (type, count) in spots)
        {
            if (!Slug.IsValid(type))
                faults.Add((field, $"'{type}' is not a type of spot; the form {Slug.Pattern} is needed."));
            else if (count < 0 || count > most(type))
                faults.Add(($"{field}.{type}", $"0 to {most(type):N0} is allowed, not {count:N0}."));
        }
    }

    private static void Check(OccupancyThresholds limits, List<(string Field, string Fault)> faults)
    {
        var known = faults.Count;
        foreach (var (field, share) in ((string, double)[])
            [("almostFull", limits.AlmostFull), ("almostFullDown", limits.AlmostFullDown), ("full", limits.Full), ("fullDown", limits.FullDown)])
        {
            if (share is not (> 0 and <= 1))
                faults.Add(($"thresholds.{field}", "more than 0 and at most 1 is needed."));
        }

        if (faults.Count == known && !AreOrdered(limits))
            faults.Add(("thresholds", "almostFullDown <= almostFull <= full and almostFullDown <= fullDown <= full are needed."));
    }

    private static bool AreOrdered(OccupancyThresholds limits) =>
        limits.AlmostFullDown <= limits.AlmostFull
        && limits.AlmostFull <= limits.Full
        && limits.AlmostFullDown <= limits.FullDown
        && limits.FullDown <= limits.Full;
}
