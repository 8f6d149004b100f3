using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Grains.Alarms;

/// <summary>Which limits count at a location. Pure functions.</summary>
internal static class AlarmLimitsRules
{
    /// <summary>Maximum locations and groups with limits of their own.</summary>
    public const int MaxCount = 5_000;

    /// <exception cref="InvalidRequestException">A rule is broken; the message names each field.</exception>
    public static void Require(ScopedAlarmLimits limits)
    {
        Slug.Require(limits.Name, limits.Scope == AlarmLimitsScope.Group ? "group" : "location id", "id");
        if (limits.Limits is not { } set || set == new AlarmLimits())
            throw new InvalidRequestException("At least one limit is needed. DELETE removes them.", "body");
        List<(string Field, string Fault)> faults = [];
        Check(nameof(AlarmOptions.BatteryBelowPercent), set.BatteryBelowPercent);
        Check(nameof(AlarmOptions.FullAfterMinutes), set.FullAfterMinutes);
        Check(nameof(AlarmOptions.DriftAbovePercent), set.DriftAbovePercent);
        Check(nameof(AlarmOptions.DisagreementAbovePercent), set.DisagreementAbovePercent);
        if (faults.Count > 0)
            throw new InvalidRequestException(string.Join(" ", faults.Select(fault => $"{fault.Field}: {fault.Fault}")), faults[0].Field);

        // The ranges are those of the silo's settings.
        void Check(string option, int? value)
        {
            var range = typeof(AlarmOptions).GetProperty(option)!.GetCustomAttribute<RangeAttribute>()!;
            if (value is { } number && !range.IsValid(number))
                faults.Add((JsonNamingPolicy.CamelCase.ConvertName(option), $"{range.Minimum:N0} to {range.Maximum:N0} is needed."));
        }
    }

    /// <summary>The limits of a location: its own, then the one of its groups that alarms first, then the silo's settings.</summary>
    public static AlarmOptions Of(AlarmLimits? own, IReadOnlyList<AlarmLimits> ofGroups, AlarmOptions settings) => new()
    {
        BatteryBelowPercent = own?.BatteryBelowPercent ?? ofGroups.Max(group => group.BatteryBelowPercent) ?? settings.BatteryBelowPercent,
        FullAfterMinutes = own?.FullAfterMinutes ?? ofGroups.Min(group => group.FullAfterMinutes) ?? settings.FullAfterMinutes,
        DriftAbovePercent = own?.DriftAbovePercent ?? ofGroups.Min(group => group.DriftAbovePercent) ?? settings.DriftAbovePercent,
        DisagreementAbovePercent = own?.DisagreementAbovePercent ?? ofGroups.Min(group => group.DisagreementAbovePercent) ?? settings.DisagreementAbovePercent,
    };

    /// <summary>The state with the limits of a location or group set, or removed when they are null.</summary>
    public static AlarmLimitsState With(AlarmLimitsState state, AlarmLimitsScope scope, string name, AlarmLimits? limits)
    {
        var of = MapOf(state, scope);
        var next = limits is null ? of.Remove(name) : of.SetItem(name, limits);
        if (ReferenceEquals(next, of) || (limits is not null && of.GetValueOrDefault(name) == limits))
            return state;
        if (limits is not null && !of.ContainsKey(name) && state.Groups.Count + state.Locations.Count >= MaxCount)
            throw new TooManyException("alarm limits", $"{MaxCount:N0} locations and groups have limits already, as many as may: remove some first.");
        state = state with { Version = state.Version + 1, Schema = AlarmLimitsState.CurrentSchema };
        return scope == AlarmLimitsScope.Group ? state with { Groups = next } : state with { Locations = next };
    }

    /// <summary>The limits of a location or group; null when none are set.</summary>
    public static AlarmLimits? Find(AlarmLimitsState state, AlarmLimitsScope scope, string name) => MapOf(state, scope).GetValueOrDefault(name);

    /// <summary>All that are set.</summary>
    public static AlarmLimitsList ListOf(AlarmLimitsState state) => new(
        state.Version,
        [
            .. state.Groups.Select(group => new ScopedAlarmLimits(AlarmLimitsScope.Group, group.Key, group.Value)),
            .. state.Locations.Select(location => new ScopedAlarmLimits(AlarmLimitsScope.Location, location.Key, location.Value)),
        ]);

    private static ImmutableSortedDictionary<string, AlarmLimits> MapOf(AlarmLimitsState state, AlarmLimitsScope scope) =>
        scope == AlarmLimitsScope.Group ? state.Groups : state.Locations;
}
