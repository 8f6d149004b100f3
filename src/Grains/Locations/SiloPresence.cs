namespace LiveParking.Grains.Locations;

/// <summary>
/// The silos that have announced their cameras recently, by the monotonic clock of this process, and are not known to be dead. A silo that was stored
/// as an owner counts as present for one timeout after this grain starts.
/// </summary>
internal sealed class SiloPresence(IClusterMembershipService membership, TimeProvider timeProvider)
{
    /// <summary>Maximum silence of a silo: three announcements.</summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(6);

    private readonly Dictionary<string, long> _lastSeen = new(StringComparer.Ordinal);

    public void Expect(IEnumerable<string> silos)
    {
        foreach (var silo in silos)
            MarkSeen(silo);
    }

    public void MarkSeen(string silo) => _lastSeen[silo] = timeProvider.GetTimestamp();

    public bool IsAlive(string silo) =>
        _lastSeen.TryGetValue(silo, out var last)
        && timeProvider.GetElapsedTime(last) <= MaxSilence
        && IsInCluster(silo);

    /// <summary>
    /// Whether the silo is a member of the cluster. Another silo may replace only one that is not: a silo that is merely silent may still be
    /// capturing.
    /// </summary>
    public bool IsInCluster(string silo) =>
        membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(silo)) is not (SiloStatus.Dead or SiloStatus.None);

    public IReadOnlyList<string> Silent() => [.. _lastSeen.Keys.Where(silo => !IsAlive(silo))];

    public void Forget(string silo) => _lastSeen.Remove(silo);
}
