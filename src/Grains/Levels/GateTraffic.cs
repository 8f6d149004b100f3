using System.Text.Json.Serialization;

namespace LiveParking.Grains.Levels;

/// <summary>Cars through one gate since the newest absolute count.</summary>
/// <param name="Entries">Cars in.</param>
/// <param name="Exits">Cars out.</param>
internal readonly record struct GateTraffic(int Entries, int Exits)
{
    /// <summary>Maximum gates counted separately; the traffic of further gates is summed under <see cref="OtherGates"/>.</summary>
    public const int MaxGates = 64;

    /// <summary>Key for the gates beyond <see cref="MaxGates"/>.</summary>
    public const string OtherGates = "";

    [JsonIgnore]
    public long Cars => (long)Entries + Exits;

    public GateTraffic With(int change) =>
        change >= 0 ? this with { Entries = Add(Entries, change) } : this with { Exits = Add(Exits, -change) };

    private static int Add(int sum, int cars) => (int)Math.Min(int.MaxValue, (long)sum + cars);
}
