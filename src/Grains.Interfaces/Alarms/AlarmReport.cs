namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>All that a part of the system finds wrong with itself now. The newest report of a source replaces the one before.</summary>
/// <param name="Source">Who reports: <c>level/b1</c>, <c>location</c>, <c>gateway NAME</c>.</param>
/// <param name="Conditions">One for each kind at most; empty when all is well.</param>
/// <param name="Sensors">The sensors of a level; null for other sources.</param>
/// <param name="ValidFor">After this time without another report the source is gone, and what it reported too; null for never.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AlarmReport")]
public sealed record AlarmReport(
    [property: Id(0)] string Source,
    [property: Id(1)] IReadOnlyList<AlarmCondition> Conditions,
    [property: Id(2)] SensorPresence? Sensors = null,
    [property: Id(3)] TimeSpan? ValidFor = null)
{
    /// <summary>Maximum length of <see cref="Source"/>.</summary>
    public const int MaxSourceLength = 200;

    /// <summary>Whether nothing is wrong: the source need not be remembered.</summary>
    public bool IsEmpty => Conditions.Count == 0 && Sensors is not { Missing: > 0 };

    /// <inheritdoc/>
    public bool Equals(AlarmReport? other) =>
        other is not null && Source == other.Source && Sensors == other.Sensors && ValidFor == other.ValidFor && Conditions.SequenceEqual(other.Conditions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Source, Sensors, Conditions.Count);
}

/// <summary>Something that is wrong now.</summary>
/// <param name="Kind">What.</param>
/// <param name="Count">How many things have it.</param>
/// <param name="Names">The first of them, at most <see cref="MaxNames"/>: ids of sensors, cameras or levels.</param>
/// <param name="Detail">Why, in one sentence for people; null when the kind says it all.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AlarmCondition")]
public sealed record AlarmCondition(
    [property: Id(0)] AlarmKind Kind,
    [property: Id(1)] int Count,
    [property: Id(2)] IReadOnlyList<string> Names,
    [property: Id(3)] string? Detail = null)
{
    /// <summary>Maximum names in a condition.</summary>
    public const int MaxNames = 5;

    /// <inheritdoc/>
    public bool Equals(AlarmCondition? other) =>
        other is not null && Kind == other.Kind && Count == other.Count && Detail == other.Detail && Names.SequenceEqual(other.Names, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Count, Detail);
}

/// <summary>The sensors of a level that sent readings before.</summary>
/// <param name="Known">How many.</param>
/// <param name="Missing">How many of them missed three of their usual intervals; 0 while they are fewer than a quarter.</param>
/// <param name="Unsure">How many of the others sent nothing since the level was started, and may have been missing before.</param>
[GenerateSerializer, Immutable, Alias("live-parking.SensorPresence")]
public sealed record SensorPresence([property: Id(0)] int Known, [property: Id(1)] int Missing, [property: Id(2)] int Unsure = 0);
