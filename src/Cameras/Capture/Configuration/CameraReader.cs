using System.Text.Json;
using LiveParking.Cameras.Capture.Masks;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras.Capture.Configuration;

/// <summary>Parses one camera of a <see cref="CameraFile"/>. It checks the form; <see cref="CameraOptionsValidator"/> checks the values.</summary>
internal static class CameraReader
{
    private static readonly (string Name, CameraRung Rung)[] Rungs =
        [("high", CameraRung.High), ("medium", CameraRung.Medium), ("low", CameraRung.Low)];

    /// <summary>Parses a camera.</summary>
    /// <param name="json">The camera.</param>
    /// <param name="label">The camera's name in messages when it has no id.</param>
    /// <param name="faults">Receives the errors, a sentence each.</param>
    public static CameraOptions Read(JsonElement json, string label, ICollection<string> faults)
    {
        var camera = new CameraOptions { Id = Id(json) ?? "" };
        if (camera.Id.Length == 0)
            faults.Add($"{label} needs an 'id' of the form {Slug.Pattern}.");
        var fields = new JsonFields(json, camera.Id.Length == 0 ? label : $"Camera '{camera.Id}'", faults);
        fields.Take("id");
        fields.Text("location", text => camera.LocationId = text);
        fields.Text("level", text => camera.LevelId = text);
        fields.Text("name", text => camera.Name = text);
        fields.Text("source", text => camera.Source = text);
        fields.Flag("public", flag => camera.IsPublic = flag);
        fields.Text("publicRung", text =>
        {
            if (Rungs.FirstOrDefault(rung => rung.Name == text) is { Name: not null } known)
                camera.PublicRung = known.Rung;
            else
                fields.Fault("publicRung", "must be low, medium or high");
        });
        fields.Object("rungs", rungs =>
        {
            foreach (var (name, rung) in Rungs)
                rungs.Object(name, options => Rung(options, camera[rung]));
        });
        fields.Flag("keepWarm", flag => camera.KeepWarm = flag);
        fields.Seconds("linger", time => camera.Linger = time);
        fields.Seconds("frozenAfter", time => camera.FrozenAfter = time, canBeOff: true);
        fields.Number("stillness", number => camera.Stillness = number, canBeOff: true);
        fields.Object("timeouts", timeouts =>
        {
            timeouts.Seconds("open", time => camera.OpenTimeout = time);
            timeouts.Seconds("stall", time => camera.StallTimeout = time);
            timeouts.Seconds("healthy", time => camera.HealthyPeriod = time);
            timeouts.Seconds("close", time => camera.CloseTimeout = time);
        });
        fields.Object("decoder", decoder =>
        {
            decoder.Number("memory", number => camera.Decoder.MemoryMegabytes = number);
            decoder.Share("cpu", share => camera.Decoder.CpuShare = share);
        });
        Masks(fields, camera);
        fields.RefuseOthers();
        return camera;
    }

    private static string? Id(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            && Slug.IsValid(id.GetString())
            ? id.GetString()
            : null;

    private static void Rung(JsonFields fields, RungOptions options)
    {
        fields.Number("maxWidth", number => options.MaxWidth = number);
        fields.Number("quality", number => options.Quality = number);
    }

    private static void Masks(JsonFields fields, CameraOptions camera)
    {
        if (fields.Take("masks") is not { } masks)
            return;
        if (masks.ValueKind != JsonValueKind.Array)
        {
            fields.Fault("masks", "must be an array of polygons");
            return;
        }

        List<PrivacyMask> read = [];
        foreach (var polygon in masks.EnumerateArray())
        {
            List<MaskPoint> points = [];
            if (polygon.ValueKind == JsonValueKind.Array && polygon.EnumerateArray().All(point => TryPoint(point, points)))
                read.Add(new PrivacyMask(points));
            else
                fields.Fault("masks", $"has no array of points [x, y] at place {read.Count + 1}");
        }

        camera.Masks = read;
    }

    private static bool TryPoint(JsonElement json, List<MaskPoint> points)
    {
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 2 && IsNumber(json[0]) && IsNumber(json[1]))
            points.Add(new MaskPoint(json[0].GetDouble(), json[1].GetDouble()));
        else if (json.ValueKind == JsonValueKind.Object && json.EnumerateObject().Count() == 2
            && json.TryGetProperty("x", out var x) && json.TryGetProperty("y", out var y) && IsNumber(x) && IsNumber(y))
            points.Add(new MaskPoint(x.GetDouble(), y.GetDouble()));
        else
            return false;
        return true;

        static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;
    }
}
