using LiveParking.Cameras.Capture.Masks;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.Cameras.Capture;

/// <summary>Validates the options of a silo's cameras and returns all errors together.</summary>
public static class CameraOptionsValidator
{
    /// <summary>The errors of one camera, a sentence each; empty when it is valid.</summary>
    public static IReadOnlyList<string> Faults(CameraOptions camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        var faults = new List<string>();
        var who = $"Camera '{camera.Id}'";
        if (!Slug.IsValid(camera.Id))
            faults.Add($"{who}: the id must have the form {Slug.Pattern}.");
        if (camera.LocationId is not null && !Slug.IsValid(camera.LocationId))
            faults.Add($"{who}: the location id must have the form {Slug.Pattern}.");
        if (camera.LevelId is not null && !Slug.IsValid(camera.LevelId))
            faults.Add($"{who}: the level id must have the form {Slug.Pattern}.");
        if (camera.LevelId is not null && camera.LocationId is null)
            faults.Add($"{who}: a level needs the location that it is part of.");
        if (camera.Name is not null && camera.Name.Trim().Length is 0 or > 100)
            faults.Add($"{who}: the name must have 1 to 100 characters.");
        try
        {
            _ = CameraSourceAddress.Parse(camera.Source);
        }
        catch (InvalidRequestException fault)
        {
            faults.Add($"{who}: {fault.Message}");
        }

        foreach (var rung in Enum.GetValues<CameraRung>())
        {
            if (camera[rung].MaxWidth is < 16 or > 3840)
                faults.Add($"{who}: the width of rung {rung} must be 16 to 3840 pixels.");
            if (camera[rung].Quality is < 1 or > 100)
                faults.Add($"{who}: the quality of rung {rung} must be 1 to 100.");
        }

        faults.AddRange(PrivacyMask.Faults(camera.Masks).Select(fault => $"{who}: {fault}"));
        if (camera.Stillness is < 0 or > 64)
            faults.Add($"{who}: Stillness must be 1 to 64, or 0 for off.");
        if (camera.FrozenAfter != TimeSpan.Zero && (camera.FrozenAfter < TimeSpan.FromSeconds(2) || camera.FrozenAfter > TimeSpan.FromDays(1)))
            faults.Add($"{who}: FrozenAfter must be 2 s to 1 day, or 0 for off.");
        if (camera.Decoder.MemoryMegabytes is < 128 or > 16_384)
            faults.Add($"{who}: the memory of its decoder must be 128 to 16384 MiB.");
        if (camera.Decoder.CpuShare is not (>= 0.05 and <= 1))
            faults.Add($"{who}: the CPU share of its decoder must be 0.05 to 1.");
        Range(camera.Linger, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(camera.Linger));
        Range(camera.OpenTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), nameof(camera.OpenTimeout));
        Range(camera.StallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), nameof(camera.StallTimeout));
        Range(camera.HealthyPeriod, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(camera.HealthyPeriod));
        Range(camera.CloseTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(1), nameof(camera.CloseTimeout));
        return faults;

        void Range(TimeSpan value, TimeSpan least, TimeSpan most, string name)
        {
            if (value < least || value > most)
                faults.Add($"{who}: {name} must be {least} to {most}.");
        }
    }

    /// <summary>The errors of all cameras of a silo, including duplicate ids.</summary>
    public static IReadOnlyList<string> Faults(IEnumerable<CameraOptions> cameras)
    {
        var all = cameras.ToList();
        return
        [
            .. all.SelectMany(Faults),
            .. all.GroupBy(c => c.Id, StringComparer.Ordinal).Where(g => g.Count() > 1)
                .Select(g => $"Camera '{g.Key}' is given {g.Count()} times; an id names one camera."),
        ];
    }

    /// <summary>Returns <paramref name="camera"/> when it is valid.</summary>
    /// <exception cref="InvalidRequestException">It is invalid; the message contains all errors.</exception>
    public static CameraOptions Require(CameraOptions camera) =>
        Faults(camera) is { Count: > 0 } faults ? throw new InvalidRequestException(string.Join(' ', faults)) : camera;
}
