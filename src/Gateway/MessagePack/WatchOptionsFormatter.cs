using LiveParking.Gateway.Cameras;
using MessagePack.Formatters;

namespace LiveParking.Gateway.MessagePack;

/// <summary><see cref="WatchOptions"/> as a map.</summary>
internal static class WatchOptionsFormatter
{
    public static IMessagePackFormatter Create() => new RecordFormatter<WatchOptions, Draft>(
        d => new WatchOptions(d.Quality, d.MaxFps, d.Acks, d.StartRung),
        new("quality", (ref w, v, _) => w.Write(v.Quality), (ref r, ref d, _) => d.Quality = r.ReadString(), v => v.Quality is not null),
        new("maxFps", (ref w, v, _) => w.Write(v.MaxFps!.Value), (ref r, ref d, _) => d.MaxFps = r.ReadDouble(), v => v.MaxFps is not null),
        new("acks", (ref w, v, _) => w.Write(v.Acks!.Value), (ref r, ref d, _) => d.Acks = r.ReadBoolean(), v => v.Acks is not null),
        new("startRung", (ref w, v, _) => w.Write(v.StartRung), (ref r, ref d, _) => d.StartRung = r.ReadString(), v => v.StartRung is not null));

    private struct Draft
    {
        public string? Quality;
        public double? MaxFps;
        public bool? Acks;
        public string? StartRung;
    }
}
