namespace LiveParking.Gateway.Mqtt;

/// <summary>A processed message: its readings are stored, or it is rejected permanently.</summary>
/// <param name="ResultsTopic">The topic for its results; null when no level is known.</param>
/// <param name="Results">The results, as JSON.</param>
internal sealed record TakenMessage(string? ResultsTopic, ReadOnlyMemory<byte> Results);
