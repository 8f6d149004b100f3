using System.Reflection;
using LiveParking.Grains.Interfaces;
using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace LiveParking.Gateway.MessagePack;

/// <summary>The MessagePack wire format: the same names, words and times as in JSON, and pictures as binary.</summary>
public static class WireMessagePack
{
    /// <summary>The MessagePack options of this format; also for a .NET client.</summary>
    public static MessagePackSerializerOptions Options { get; } = MessagePackSerializerOptions.Standard
        // The last resolver is for clients: a call without a result returns nil, which they read as an object.
        .WithResolver(CompositeResolver.Create(new WireResolver(), BuiltinResolver.Instance, PrimitiveObjectResolver.Instance))
        .WithSecurity(MessagePackSecurity.UntrustedData);

    /// <summary>Formats the types of the contract and of the hubs, and lists of them.</summary>
    private sealed class WireResolver : IFormatterResolver
    {
        private static readonly Assembly[] Wire = [typeof(WireJson).Assembly, typeof(WireMessagePack).Assembly];

        public IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;

        private static class Cache<T>
        {
            public static readonly IMessagePackFormatter<T>? Formatter =
                IsWire(typeof(T)) ? (IMessagePackFormatter<T>)(object)new WireFormatter<T>() : null;
        }

        /// <summary>A time as an argument is a text too, as everywhere.</summary>
        private static bool IsWire(Type type) =>
            type == typeof(DateTimeOffset)
            || (type.IsArray ? IsWire(type.GetElementType()!)
            : type is { IsGenericType: true, GenericTypeArguments: [var element] } && type.IsAssignableTo(typeof(IEnumerable<>).MakeGenericType(element)) ? IsWire(element)
            : Wire.Contains(type.Assembly));
    }
}
