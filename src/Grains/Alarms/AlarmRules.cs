using System.Collections.Immutable;
using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Grains.Alarms;

/// <summary>What each kind of alarm means: its rank, how long a fault must last, and its sentence. Pure functions.</summary>
internal static class AlarmRules
{
    /// <summary>The longest time that a fault that comes and goes is held.</summary>
    public static readonly TimeSpan MaxHold = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan MinHold = TimeSpan.FromSeconds(5);

    /// <summary>How much an alarm matters.</summary>
    public static AlarmRank RankOf(AlarmKind kind) => kind switch
    {
        AlarmKind.SiteUnreachable or AlarmKind.StoreTrouble or AlarmKind.BrokerLost => AlarmRank.High,
        AlarmKind.SensorBattery or AlarmKind.CountDrift or AlarmKind.LevelFull => AlarmRank.Low,
        _ => AlarmRank.Medium,
    };

    /// <summary>How long a fault must last before it is an alarm.</summary>
    public static TimeSpan RaiseAfter(AlarmKind kind, AlarmOptions options) => kind switch
    {
        AlarmKind.LevelFull => TimeSpan.FromMinutes(options.FullAfterMinutes),
        AlarmKind.CountDisagreement => TimeSpan.FromMinutes(5),
        AlarmKind.CountImpossible => TimeSpan.FromMinutes(1),
        AlarmKind.SensorFailing => TimeSpan.FromSeconds(30),
        AlarmKind.CameraFrozen or AlarmKind.BrokerLost => TimeSpan.FromSeconds(10),
        // A silo that was killed does not answer the check for some seconds.
        AlarmKind.StoreTrouble => TimeSpan.FromSeconds(15),
        AlarmKind.CameraOffline or AlarmKind.SensorSilent or AlarmKind.LevelStale => TimeSpan.FromSeconds(5),
        _ => TimeSpan.Zero,
    };

    /// <summary>How long a fault must be gone before its alarm is cleared: longer each time that it comes back.</summary>
    public static TimeSpan ClearAfter(AlarmKind kind, int returns)
    {
        var hold = kind switch
        {
            AlarmKind.LevelFull or AlarmKind.CountDisagreement => TimeSpan.FromMinutes(5),
            AlarmKind.CountImpossible or AlarmKind.SensorFailing => TimeSpan.FromMinutes(1),
            AlarmKind.CountDrift or AlarmKind.QuarantineNotEmpty or AlarmKind.SensorBattery => TimeSpan.Zero,
            _ => MinHold,
        };
        if (returns == 0)
            return hold;
        var longer = (hold > MinHold ? hold : MinHold) * Math.Pow(2, Math.Min(returns, 10));
        return longer < MaxHold ? longer : MaxHold;
    }

    /// <summary>Whether a fault follows from an unreachable site, and is no alarm of its own meanwhile.</summary>
    public static bool IsUnderSite(AlarmKind kind) => kind is AlarmKind.CameraOffline or AlarmKind.CameraFrozen or AlarmKind.SensorSilent or AlarmKind.LevelStale;

    /// <summary>Whether the names of a fault are cameras.</summary>
    public static bool IsOfCamera(AlarmKind kind) => kind is AlarmKind.CameraOffline or AlarmKind.CameraFrozen;

    /// <summary>Whether the names of a fault are sensors.</summary>
    public static bool IsOfSensor(AlarmKind kind) => kind is AlarmKind.SensorFailing or AlarmKind.SensorSilent or AlarmKind.SensorBattery;

    /// <summary>Whether the names of a fault are levels.</summary>
    public static bool IsOfLevel(AlarmKind kind) => kind is AlarmKind.LevelStale or AlarmKind.LevelFull;

    /// <summary>The alarm, in one sentence.</summary>
    public static string CauseOf(AlarmKind kind, int count, IReadOnlyList<string> names, string? levelId, string? detail)
    {
        var why = detail is null || count > 1 ? "." : $": {detail.TrimEnd('.')}.";
        return kind switch
        {
            AlarmKind.SiteUnreachable => detail ?? "The silo of the site is silent.",
            AlarmKind.CameraOffline => $"{Things("Camera", "cameras", count, names)} {(count == 1 ? "gives" : "give")} no pictures{why}",
            AlarmKind.CameraFrozen => $"The {(count == 1 ? "picture" : "pictures")} of {Things("camera", "cameras", count, names)} {(count == 1 ? "does" : "do")} not change.",
            AlarmKind.SensorFailing => $"{Things("Sensor", "sensors", count, names)} {(count == 1 ? "sends" : "send")} readings that can't be used{why}",
            AlarmKind.SensorSilent => $"{Things("Sensor", "sensors", count, names)} {(count == 1 ? "is" : "are")} silent.",
            AlarmKind.SensorBattery => $"The battery of {Things("sensor", "sensors", count, names)} is low.",
            AlarmKind.LevelStale => $"The numbers of {Things("level", "levels", count, names)} are old.",
            AlarmKind.LevelFull => $"{Things("Level", "levels", count, names)} {(count == 1 ? "has" : "have")} been full for long.",
            AlarmKind.CountImpossible => detail ?? $"The count of {OfLevel(count, levelId)} can't be true.",
            AlarmKind.CountDisagreement => detail ?? $"The counting methods of {OfLevel(count, levelId)} disagree.",
            AlarmKind.CountDrift => detail ?? $"The last correction of {OfLevel(count, levelId)} was large.",
            AlarmKind.BrokerLost => detail ?? "A gateway has no connection to its MQTT broker.",
            AlarmKind.QuarantineNotEmpty => count == 1 ? "A message waits in quarantine." : $"{count:N0} messages wait in quarantine.",
            AlarmKind.StoreTrouble => detail ?? "The store does not take changes.",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
        };
    }

    private static string OfLevel(int count, string? levelId) => count > 1 || levelId is null ? $"{count:N0} levels" : $"level '{levelId}'";

    private static string Things(string one, string many, int count, IReadOnlyList<string> names)
    {
        if (count == 1 && names.Count > 0)
            return $"{one} '{names[0]}'";
        var listed = names.Count == 0 ? "" : $" ({string.Join(", ", names)}{(count > names.Count ? ", …" : "")})";
        return $"{count:N0} {many}{listed}";
    }
}
