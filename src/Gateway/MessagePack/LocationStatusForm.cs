using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using MessagePack.Formatters;
using static LiveParking.Gateway.MessagePack.FieldForms;

namespace LiveParking.Gateway.MessagePack;

/// <summary><see cref="LocationStatus"/> as a map.</summary>
internal static class LocationStatusForm
{
    public static IMessagePackFormatter Create() => new RecordFormatter<LocationStatus, Draft>(
        d => new LocationStatus(
            Need(d.Id, "id"), Need(d.Name, "name"), d.Status, Need(d.Spots, "spots"), Need(d.Levels, "levels"), Need(d.Cameras, "cameras"),
            d.Version, d.UpdatedAt),
        new("id", (ref w, v, _) => w.Write(v.Id), (ref r, ref d, _) => d.Id = r.ReadString()),
        new("name", (ref w, v, _) => w.Write(v.Name), (ref r, ref d, _) => d.Name = r.ReadString()),
        new("status", (ref w, v, o) => Write(ref w, v.Status, o), (ref r, ref d, o) => d.Status = Read<OccupancyStatus>(ref r, o)),
        new("spots", (ref w, v, o) => Write(ref w, v.Spots, o), (ref r, ref d, o) => d.Spots = Read<Spots>(ref r, o)),
        new("levels", (ref w, v, o) => Write(ref w, v.Levels, o), (ref r, ref d, o) => d.Levels = Read<IReadOnlyList<LevelStatus>>(ref r, o)),
        new("cameras", (ref w, v, o) => Write(ref w, v.Cameras, o), (ref r, ref d, o) => d.Cameras = Read<IReadOnlyList<CameraStatus>>(ref r, o)),
        new("version", (ref w, v, _) => w.Write(v.Version), (ref r, ref d, _) => d.Version = r.ReadInt64()),
        new("updatedAt", (ref w, v, o) => Write(ref w, v.UpdatedAt, o), (ref r, ref d, o) => d.UpdatedAt = Read<DateTimeOffset>(ref r, o)));

    private struct Draft
    {
        public string? Id, Name;
        public OccupancyStatus Status;
        public Spots? Spots;
        public IReadOnlyList<LevelStatus>? Levels;
        public IReadOnlyList<CameraStatus>? Cameras;
        public long Version;
        public DateTimeOffset UpdatedAt;
    }
}
