using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>The accepted readings of one sensor that are remembered.</summary>
internal sealed record SensorMemory
{
    public static SensorMemory Empty { get; } = new();

    /// <summary>Newest time of a reading that was forgotten: what is not newer and not remembered is late.</summary>
    public DateTimeOffset? ForgottenUntil { get; init; }

    /// <summary>In the order of their time.</summary>
    [JsonConverter(typeof(RememberedReadingsConverter))]
    public ImmutableArray<RememberedReading> Recent { get; init; } = [];
}
