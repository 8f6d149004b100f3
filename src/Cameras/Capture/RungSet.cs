using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras.Capture;

/// <summary>A set of watched rungs.</summary>
[Flags]
public enum RungSet
{
    /// <summary>No rung is watched.</summary>
    None = 0,

    /// <summary><see cref="CameraRung.Low"/>.</summary>
    Low = 1 << CameraRung.Low,

    /// <summary><see cref="CameraRung.Medium"/>.</summary>
    Medium = 1 << CameraRung.Medium,

    /// <summary><see cref="CameraRung.High"/>.</summary>
    High = 1 << CameraRung.High,
}

/// <summary>Sets of rungs.</summary>
public static class RungSets
{
    /// <summary>The set of one rung.</summary>
    public static RungSet ToSet(this CameraRung rung) => (RungSet)(1 << (int)rung);

    /// <summary>The set of several rungs.</summary>
    public static RungSet ToSet(this IEnumerable<CameraRung> rungs) => rungs.Aggregate(RungSet.None, (set, rung) => set | rung.ToSet());

    /// <summary>Whether the rung is in the set.</summary>
    public static bool Holds(this RungSet set, CameraRung rung) => (set & rung.ToSet()) != 0;
}
