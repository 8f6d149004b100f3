namespace LiveParking.Hosting.Clustering.Calls;

/// <summary>What a process has proved of itself with its certificate.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Locations">The locations (<c>L</c>) in its certificate; none when it is not limited to some.</param>
/// <param name="Target">For which calls the proof is valid.</param>
/// <param name="ExpiresAt">When the proof expires.</param>
internal sealed record ProcessProof(ClusterRole Role, IReadOnlyList<string> Locations, CallTarget Target, DateTimeOffset ExpiresAt);
