using LiveParking.Grains.Interfaces.Locations;
using MessagePack.Formatters;

namespace LiveParking.Gateway.MessagePack;

/// <summary><see cref="GeoPosition"/> as a map.</summary>
internal static class GeoPositionFormatter
{
    public static IMessagePackFormatter Create() => new RecordFormatter<GeoPosition, Draft>(
        draft => new GeoPosition(draft.Latitude, draft.Longitude),
        new("latitude", (ref w, v, _) => w.Write(v.Latitude), (ref r, ref d, _) => d.Latitude = r.ReadDouble()),
        new("longitude", (ref w, v, _) => w.Write(v.Longitude), (ref r, ref d, _) => d.Longitude = r.ReadDouble()));

    private struct Draft
    {
        public double Latitude, Longitude;
    }
}
