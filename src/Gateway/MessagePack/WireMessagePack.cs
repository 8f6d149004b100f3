using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace LiveParking.Gateway.MessagePack;

/// <summary>
/// MessagePack as it stands on the wire: the same names, words and times as in JSON, and pictures as binary. Holds nothing but the records
/// of the contract and the primitives of which they are made.
/// </summary>
public static class WireMessagePack
{
    /// <summary>The options that give this form; for a .NET client too.</summary>
    public static MessagePackSerializerOptions Options { get; } = MessagePackSerializerOptions.Standard
        .WithResolver(CompositeResolver.Create(
            [
                LocationStatusForm.Create(),
                LevelStatusForm.Create(),
                SpotsForm.Create(),
                GeoPositionForm.Create(),
                CameraStatusForm.Create(),
                CameraFrameForm.Create(),
                WatchOptionsForm.Create(),
                new EnumWordFormatter<OccupancyStatus>(),
                new EnumWordFormatter<OccupancyTrend>(),
                new EnumWordFormatter<CameraState>(),
                new EnumWordFormatter<CameraRung>(),
                new UtcTimeFormatter(),
                new InterfaceReadOnlyListFormatter<LevelStatus>(),
                new InterfaceReadOnlyListFormatter<CameraStatus>(),
                new InterfaceReadOnlyDictionaryFormatter<string, Spots>(),
            ],
            // The last one is for clients: a call without a result is answered with nil, which they read as an object.
            [BuiltinResolver.Instance, PrimitiveObjectResolver.Instance]))
        .WithSecurity(MessagePackSecurity.UntrustedData);
}
