using LiveParking.Grains.Interfaces.Levels;
using MessagePack.Formatters;

namespace LiveParking.Gateway.MessagePack;

/// <summary><see cref="Spots"/> as a map.</summary>
internal static class SpotsFormatter
{
    public static IMessagePackFormatter Create() => new RecordFormatter<Spots, Draft>(
        draft => new Spots(draft.Total, draft.Occupied, draft.Available),
        new("total", (ref w, v, _) => w.Write(v.Total), (ref r, ref d, _) => d.Total = r.ReadInt32()),
        new("occupied", (ref w, v, _) => w.Write(v.Occupied), (ref r, ref d, _) => d.Occupied = r.ReadInt32()),
        new("available", (ref w, v, _) => w.Write(v.Available), (ref r, ref d, _) => d.Available = r.ReadInt32()));

    private struct Draft
    {
        public int Total, Occupied, Available;
    }
}
