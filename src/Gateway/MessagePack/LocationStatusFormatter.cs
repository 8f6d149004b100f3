using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using MessagePack.Formatters;
using static LiveParking.Gateway.MessagePack.FieldForms;

namespace LiveParking.Gateway.MessagePack;

/// <summary><see cref="LocationStatus"/> as a map.</summary>
internal static class LocationStatusFormatter
{
    public static IMessagePackFormatter Create() => new RecordFormatter<LocationStatus, Draft>(
        d => new LocationStatus(
            Need(d.Id, "id"), Need(d.Name, "name"), d.Status, Need(d.Spots, "spots"), Need(d.Levels, "levels"), Need(d.Cameras, "cameras"),
            d.Version, d.UpdatedAt, d.Address, d.Position, d.OpeningHours, d.TimeZone),
        new("id", (ref w, v, _) => w.Write(v.Id), (ref r, ref d, _) => d.Id = r.ReadString()),
        new("name", (ref w, v, _) => w.Write(v.Name), (ref r, ref d, _) => d.Name = r.ReadString()),
        new("status", (ref w, v, o) => Write(ref w, v.Status, o), (ref r, ref d, o) => d.Status = Read<OccupancyStatus>(ref r, o)),
        new("spots", (ref w, v, o) => Write(ref w, v.Spots, o), (ref r, ref d, o) => d.Spots = Read<Spots>(ref r, o)),
        new("levels", (ref w, v, o) => Write(ref w, v.Levels, o), (ref r, ref d, o) => d.Levels = Read<IReadOnlyList<LevelStatus>>(ref r, o)),
        new("cameras", (ref w, v, o) => Write(ref w, v.Cameras, o), (ref r, ref d, o) => d.Cameras = Read<IReadOnlyList<CameraStatus>>(ref r, o)),
        new("version", (ref w, v, _) => w.Write(v.Version), (ref r, ref d, _) => d.Version = r.ReadInt64()),
        new("updatedAt", (ref w, v, o) => Write(ref w, v.UpdatedAt, o), (ref r, ref d, o) => d.UpdatedAt = Read<DateTimeOffset>(ref r, o)),
        new("address", (ref w, v, _) => w.Write(v.Address), (ref r, ref d, _) => d.Address = r.ReadString(), v => v.Address is not null),
        new("position", (ref w, v, o) => Write(ref w, v.Position!, o), (ref r, ref d, o) => d.Position = Read<GeoPosition>(ref r, o), v => v.Position is not null),
        new("openingHours", (ref w, v, _) => w.Write(v.OpeningHours), (ref r, ref d, _) => d.OpeningHours = r.ReadString(), v => v.OpeningHours is not null),
        new("timeZone", (ref w, v, _) => w.Write(v.TimeZone), (ref r, ref d, _) => d.TimeZone = r.ReadString(), v => v.TimeZone is not null));

    private struct Draft
    {
        public string? Id, Name;
        public OccupancyStatus Status;
        public Spots? Spots;
        public IReadOnlyList<LevelStatus>? Levels;
        public IReadOnlyList<CameraStatus>? Cameras;
        public long Version;
        public DateTimeOffset UpdatedAt;
        public string? Address, OpeningHours, TimeZone;
        public GeoPosition? Position;
    }
}
