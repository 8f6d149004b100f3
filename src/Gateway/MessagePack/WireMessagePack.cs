using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace LiveParking.Gateway.MessagePack;

/// <summary>
/// The MessagePack wire format: the same names, words and times as in JSON, and pictures as binary. It covers only the records of the contract and
/// their primitive types.
/// </summary>
public static class WireMessagePack
{
    /// <summary>The MessagePack options of this format; also for a .NET client.</summary>
    public static MessagePackSerializerOptions Options { get; } = MessagePackSerializerOptions.Standard
        .WithResolver(CompositeResolver.Create(
            [
                LocationStatusFormatter.Create(),
                LevelStatusFormatter.Create(),
                SpotsFormatter.Create(),
                GeoPositionFormatter.Create(),
                CameraStatusFormatter.Create(),
                CameraFrameFormatter.Create(),
                WatchOptionsFormatter.Create(),
                new EnumWordFormatter<OccupancyStatus>(),
                new EnumWordFormatter<OccupancyTrend>(),
                new EnumWordFormatter<CameraState>(),
                new EnumWordFormatter<CameraRung>(),
                new UtcTimeFormatter(),
                new InterfaceReadOnlyListFormatter<LevelStatus>(),
                new InterfaceReadOnlyListFormatter<CameraStatus>(),
                new InterfaceReadOnlyDictionaryFormatter<string, Spots>(),
            ],
            // The last resolver is for clients: a call without a result returns nil, which they read as an object.
            [BuiltinResolver.Instance, PrimitiveObjectResolver.Instance]))
        .WithSecurity(MessagePackSecurity.UntrustedData);
}
