using System.Buffers;
using LiveParking.Grains.Interfaces.Cameras;
using MessagePack.Formatters;
using static LiveParking.Gateway.MessagePack.FieldForms;

namespace LiveParking.Gateway.MessagePack;

/// <summary><see cref="CameraFrame"/> as a map; the picture is binary.</summary>
internal static class CameraFrameFormatter
{
    public static IMessagePackFormatter Create() => new RecordFormatter<CameraFrame, Draft>(
        d => new CameraFrame(
            Need(d.CameraId, "cameraId"), d.Sequence, d.CapturedAt, d.Rung, d.Width, d.Height, Need(d.ContentType, "contentType"), Need(d.Data, "data")),
        new("cameraId", (ref w, v, _) => w.Write(v.CameraId), (ref r, ref d, _) => d.CameraId = r.ReadString()),
        new("sequence", (ref w, v, _) => w.Write(v.Sequence), (ref r, ref d, _) => d.Sequence = r.ReadInt64()),
        new("capturedAt", (ref w, v, _) => w.Write(v.CapturedAt), (ref r, ref d, _) => d.CapturedAt = r.ReadInt64()),
        new("rung", (ref w, v, o) => Write(ref w, v.Rung, o), (ref r, ref d, o) => d.Rung = Read<CameraRung>(ref r, o)),
        new("width", (ref w, v, _) => w.Write(v.Width), (ref r, ref d, _) => d.Width = r.ReadInt32()),
        new("height", (ref w, v, _) => w.Write(v.Height), (ref r, ref d, _) => d.Height = r.ReadInt32()),
        new("contentType", (ref w, v, _) => w.Write(v.ContentType), (ref r, ref d, _) => d.ContentType = r.ReadString()),
        new("data", (ref w, v, _) => w.Write(v.Data), (ref r, ref d, _) => d.Data = r.ReadBytes()?.ToArray()));

    private struct Draft
    {
        public string? CameraId, ContentType;
        public long Sequence, CapturedAt;
        public CameraRung Rung;
        public int Width, Height;
        public byte[]? Data;
    }
}
