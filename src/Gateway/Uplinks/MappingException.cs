using LiveParking.Hosting.Programs;

namespace LiveParking.Gateway.Uplinks;

/// <summary>A mapping file is invalid.</summary>
/// <param name="faults">Every error in it, each a sentence.</param>
public sealed class MappingException(IReadOnlyList<string> faults) : StartException(faults);
