using MessagePack;

namespace LiveParking.Gateway.MessagePack;

/// <summary>Writing and reading of fields whose form another formatter knows.</summary>
internal static class FieldForms
{
    public static void Write<T>(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<T>().Serialize(ref writer, value, options);

    public static T Read<T>(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<T>().Deserialize(ref reader, options);

    /// <summary>The value of a field that has to be there.</summary>
    public static T Need<T>(T? value, string field)
        where T : class =>
        value ?? throw new MessagePackSerializationException($"The field '{field}' is missing.");
}
