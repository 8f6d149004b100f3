namespace LiveParking.Gateway.Mqtt;

/// <summary>A message that is done with: its readings are stored, or it is refused for good.</summary>
/// <param name="ResultsTopic">Where what became of it may be published; null where no level is known.</param>
/// <param name="Results">What became of it, as JSON.</param>
internal sealed record TakenMessage(string? ResultsTopic, ReadOnlyMemory<byte> Results);
