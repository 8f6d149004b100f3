using LiveParking.Grains.Interfaces.Levels;
using MessagePack.Formatters;
using static LiveParking.Gateway.MessagePack.FieldForms;

namespace LiveParking.Gateway.MessagePack;

/// <summary><see cref="LevelStatus"/> as a map.</summary>
internal static class LevelStatusFormatter
{
    public static IMessagePackFormatter Create() => new RecordFormatter<LevelStatus, Draft>(
        d => new LevelStatus(
            Need(d.LocationId, "locationId"), Need(d.LevelId, "levelId"), Need(d.Name, "name"), Need(d.Spots, "spots"),
            d.ByType, d.Status, d.Trend, d.Stale, d.Confidence, d.Version, d.UpdatedAt, d.HeightLimit, d.ClosedReason, d.OpensAt, d.ClosesAt),
        new("locationId", (ref w, v, _) => w.Write(v.LocationId), (ref r, ref d, _) => d.LocationId = r.ReadString()),
        new("levelId", (ref w, v, _) => w.Write(v.LevelId), (ref r, ref d, _) => d.LevelId = r.ReadString()),
        new("name", (ref w, v, _) => w.Write(v.Name), (ref r, ref d, _) => d.Name = r.ReadString()),
        new("spots", (ref w, v, o) => Write(ref w, v.Spots, o), (ref r, ref d, o) => d.Spots = Read<Spots>(ref r, o)),
        new("byType", (ref w, v, o) => Write(ref w, v.ByType!, o),
            (ref r, ref d, o) => d.ByType = Read<IReadOnlyDictionary<string, Spots>>(ref r, o), v => v.ByType is not null),
        new("status", (ref w, v, o) => Write(ref w, v.Status, o), (ref r, ref d, o) => d.Status = Read<OccupancyStatus>(ref r, o)),
        new("trend", (ref w, v, o) => Write(ref w, v.Trend!.Value, o),
            (ref r, ref d, o) => d.Trend = Read<OccupancyTrend>(ref r, o), v => v.Trend is not null),
        new("stale", (ref w, v, _) => w.Write(v.Stale), (ref r, ref d, _) => d.Stale = r.ReadBoolean()),
        new("confidence", (ref w, v, _) => w.Write(v.Confidence!.Value),
            (ref r, ref d, _) => d.Confidence = r.ReadDouble(), v => v.Confidence is not null),
        new("version", (ref w, v, _) => w.Write(v.Version), (ref r, ref d, _) => d.Version = r.ReadInt64()),
        new("updatedAt", (ref w, v, o) => Write(ref w, v.UpdatedAt, o), (ref r, ref d, o) => d.UpdatedAt = Read<DateTimeOffset>(ref r, o)),
        new("heightLimit", (ref w, v, _) => w.Write(v.HeightLimit!.Value),
            (ref r, ref d, _) => d.HeightLimit = r.ReadDouble(), v => v.HeightLimit is not null),
        new("closedReason", (ref w, v, _) => w.Write(v.ClosedReason), (ref r, ref d, _) => d.ClosedReason = r.ReadString(), v => v.ClosedReason is not null),
        new("opensAt", (ref w, v, o) => Write(ref w, v.OpensAt!.Value, o),
            (ref r, ref d, o) => d.OpensAt = Read<DateTimeOffset>(ref r, o), v => v.OpensAt is not null),
        new("closesAt", (ref w, v, o) => Write(ref w, v.ClosesAt!.Value, o),
            (ref r, ref d, o) => d.ClosesAt = Read<DateTimeOffset>(ref r, o), v => v.ClosesAt is not null));

    private struct Draft
    {
        public string? LocationId, LevelId, Name;
        public Spots? Spots;
        public IReadOnlyDictionary<string, Spots>? ByType;
        public OccupancyStatus Status;
        public OccupancyTrend? Trend;
        public bool Stale;
        public double? Confidence, HeightLimit;
        public string? ClosedReason;
        public DateTimeOffset? OpensAt, ClosesAt;
        public long Version;
        public DateTimeOffset UpdatedAt;
    }
}
