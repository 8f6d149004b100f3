namespace LiveParking.Grains.Locations;

/// <summary>
/// Which silos have announced their cameras lately, by the monotonic clock of this process, and are not known to be dead. A silo
/// that was stored as an owner is given the benefit of the doubt for one span after this grain starts.
/// </summary>
internal sealed class SiloPresence(IClusterMembershipService membership, TimeProvider clock)
{
    /// <summary>How long a silo may be silent: three announcements.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly Dictionary<string, long> _heard = new(StringComparer.Ordinal);

    public void Expect(IEnumerable<string> silos)
    {
        foreach (var silo in silos)
            Heard(silo);
    }

    public void Heard(string silo) => _heard[silo] = clock.GetTimestamp();

    public bool IsAlive(string silo) =>
        _heard.TryGetValue(silo, out var last)
        && clock.GetElapsedTime(last) <= Patience
        && IsInCluster(silo);

    /// <summary>
    /// Whether the cluster counts a silo as a member. Only one that it does not may be succeeded by another: one that is merely silent may
    /// still capture.
    /// </summary>
    public bool IsInCluster(string silo) =>
        membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(silo)) is not (SiloStatus.Dead or SiloStatus.None);

    public IReadOnlyList<string> Silent() => [.. _heard.Keys.Where(silo => !IsAlive(silo))];

    public void Forget(string silo) => _heard.Remove(silo);
}
