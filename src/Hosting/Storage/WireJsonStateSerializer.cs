using System.Text.Json;
using LiveParking.Grains.Interfaces;
using Orleans.Storage;

namespace LiveParking.Hosting.Storage;

/// <summary>Grain state as JSON in the wire format, so that a person can read it with <c>redis-cli</c>.</summary>
internal sealed class WireJsonStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, WireJson.Options));

    /// <exception cref="JsonException">The stored text is not state of this type.</exception>
    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, WireJson.Options);
}
