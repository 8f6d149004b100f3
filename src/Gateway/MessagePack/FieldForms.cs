using MessagePack;

namespace LiveParking.Gateway.MessagePack;

/// <summary>Writes and reads fields through another formatter.</summary>
internal static class FieldForms
{
    public static void Write<T>(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<T>().Serialize(ref writer, value, options);

    public static T Read<T>(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<T>().Deserialize(ref reader, options);

    /// <summary>The value of a required field.</summary>
    public static T Need<T>(T? value, string field)
        where T : class =>
        value ?? throw new MessagePackSerializationException($"The field '{field}' is missing.");
}
