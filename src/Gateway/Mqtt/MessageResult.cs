namespace LiveParking.Gateway.Mqtt;

/// <summary>The result of processing a message: its readings are stored, it is rejected permanently, or it is in quarantine.</summary>
/// <param name="ResultsTopic">The topic for its results; null when no level is known.</param>
/// <param name="Results">The results, as JSON.</param>
internal sealed record MessageResult(string? ResultsTopic, ReadOnlyMemory<byte> Results);
