using LiveParking.Grains.Interfaces.Cameras;
using MessagePack.Formatters;
using static LiveParking.Gateway.MessagePack.FieldForms;

namespace LiveParking.Gateway.MessagePack;

/// <summary><see cref="CameraStatus"/> as a map.</summary>
internal static class CameraStatusFormatter
{
    public static IMessagePackFormatter Create() => new RecordFormatter<CameraStatus, Draft>(
        d => new CameraStatus(
            Need(d.Id, "id"), Need(d.LocationId, "locationId"), d.LevelId, Need(d.Name, "name"), d.State, d.Since, d.Reason),
        new("id", (ref w, v, _) => w.Write(v.Id), (ref r, ref d, _) => d.Id = r.ReadString()),
        new("locationId", (ref w, v, _) => w.Write(v.LocationId), (ref r, ref d, _) => d.LocationId = r.ReadString()),
        new("levelId", (ref w, v, _) => w.Write(v.LevelId), (ref r, ref d, _) => d.LevelId = r.ReadString(), v => v.LevelId is not null),
        new("name", (ref w, v, _) => w.Write(v.Name), (ref r, ref d, _) => d.Name = r.ReadString()),
        new("state", (ref w, v, o) => Write(ref w, v.State, o), (ref r, ref d, o) => d.State = Read<CameraState>(ref r, o)),
        new("since", (ref w, v, o) => Write(ref w, v.Since, o), (ref r, ref d, o) => d.Since = Read<DateTimeOffset>(ref r, o)),
        new("reason", (ref w, v, _) => w.Write(v.Reason), (ref r, ref d, _) => d.Reason = r.ReadString(), v => v.Reason is not null));

    private struct Draft
    {
        public string? Id, LocationId, LevelId, Name, Reason;
        public CameraState State;
        public DateTimeOffset Since;
    }
}
