namespace LiveParking.Gateway.Uplinks;

/// <summary>A file of mappings can't be used.</summary>
/// <param name="faults">Every fault in it, each a sentence.</param>
public sealed class MappingException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults));
