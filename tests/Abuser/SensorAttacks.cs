using System.Globalization;
using System.Text;

namespace LiveParking.Abuser;

/// <summary>The attacks of a stolen or broken sensor with its token.</summary>
internal static class SensorAttacks
{
    private const int BatchSize = 1_000;
    private const int GiantBody = 32 << 20;

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("invented sensors 299 s ahead", 2, InventedSensorsAsync),
        new("one sensor's heartbeats 299 s ahead", 1, HeartbeatsAheadAsync),
        new("invented spots", 1, InventedSpotsAsync),
        new("full batches to one level", 4, FullBatchAsync),
        new("readings of an unknown level", 2, UnknownLevelAsync),
        new("readings of 1,000 unknown levels", 1, UnknownLevelsAsync),
        new("broken JSON", 2, BrokenJsonAsync),
        new("32 MiB bodies", 2, GiantBodyAsync),
    ];

    private static Task<string> InventedSensorsAsync(Victim victim, CancellationToken cancellationToken) =>
        victim.PostAsync(Path(victim), Batch(victim, invented: true, TimeSpan.FromSeconds(299)), cancellationToken);

    private static Task<string> HeartbeatsAheadAsync(Victim victim, CancellationToken cancellationToken) =>
        victim.PostAsync(Path(victim), Batch(victim, invented: false, TimeSpan.FromSeconds(299), kind: "\"heartbeat\""), cancellationToken);

    private static Task<string> InventedSpotsAsync(Victim victim, CancellationToken cancellationToken) =>
        victim.PostAsync(Path(victim), Batch(victim, invented: true, TimeSpan.Zero, kind: $"\"spot\",\"spotId\":\"{victim.NewId("spot")}\",\"occupied\":true"), cancellationToken);

    private static Task<string> FullBatchAsync(Victim victim, CancellationToken cancellationToken) =>
        victim.PostAsync(Path(victim), Batch(victim, invented: false, TimeSpan.Zero), cancellationToken);

    private static Task<string> UnknownLevelAsync(Victim victim, CancellationToken cancellationToken) =>
        victim.PostAsync($"/api/v1/locations/{victim.Location}/levels/{victim.NewId("no")}/readings", Batch(victim, invented: false, TimeSpan.Zero, 1), cancellationToken);

    private static Task<string> UnknownLevelsAsync(Victim victim, CancellationToken cancellationToken) =>
        victim.PostAsync("/api/v1/readings", Batch(victim, invented: true, TimeSpan.Zero, unknownLevels: true), cancellationToken);

    private static Task<string> BrokenJsonAsync(Victim victim, CancellationToken cancellationToken) =>
        victim.PostAsync(Path(victim), string.Concat("{\"readings\":", new string('[', 5_000), "{\"id\":\"\\ud800"), cancellationToken);

    private static Task<string> GiantBodyAsync(Victim victim, CancellationToken cancellationToken) =>
        victim.PostAsync(Path(victim), new string('x', GiantBody), cancellationToken);

    private static string Path(Victim victim) => $"/api/v1/locations/{victim.Location}/levels/{victim.Level}/readings";

    /// <summary>As many entries as exits, or readings of one kind.</summary>
    private static string Batch(Victim victim, bool invented, TimeSpan ahead, int size = BatchSize, bool unknownLevels = false, string? kind = null)
    {
        var at = (TimeProvider.System.GetUtcNow() + ahead).ToString("O", CultureInfo.InvariantCulture);
        var body = new StringBuilder("{\"readings\":[", 128 * size);
        for (var i = 0; i < size; i++)
        {
            var number = victim.Next();
            if (i > 0)
                body.Append(',');
            if (unknownLevels)
                body.Append(CultureInfo.InvariantCulture, $$"""{"location":"{{victim.Location}}","level":"no-{{number}}",""");
            else
                body.Append('{');
            body.Append(CultureInfo.InvariantCulture, $$"""
                "id":"r{{number}}","sensorId":"abuse-{{(invented ? number : 0)}}","at":"{{at}}","kind":{{kind ?? (i % 2 == 0 ? "\"entry\"" : "\"exit\"")}}}
                """);
        }

        return body.Append("]}").ToString();
    }
}
