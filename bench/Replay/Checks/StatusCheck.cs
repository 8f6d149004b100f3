using System.Text.Json;
using LiveParking.Replay.Model;
using LiveParking.Replay.Sending;

namespace LiveParking.Replay.Checks;

/// <summary>Holds what the location shows of each level in the end against its newest row that counts.</summary>
internal static class StatusCheck
{
    /// <returns>Where they differ.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        GatewayClient gateway, string location, IReadOnlyDictionary<string, LevelModel> levels, CancellationToken cancellationToken)
    {
        var status = await gateway.GetAsync($"api/v1/locations/{location}", cancellationToken);
        var shown = status.GetProperty("levels").EnumerateArray().ToDictionary(level => level.GetProperty("levelId").GetString()!);
        return [.. levels.SelectMany(level => Differences(level.Key, level.Value, shown.GetValueOrDefault(level.Key)))];
    }

    private static IEnumerable<string> Differences(string id, LevelModel model, JsonElement shown)
    {
        if (shown.ValueKind == JsonValueKind.Undefined)
        {
            yield return $"{id}: not shown";
            yield break;
        }

        var spots = shown.GetProperty("spots");
        var got = (spots.GetProperty("total").GetInt32(), spots.GetProperty("occupied").GetInt32(), spots.GetProperty("available").GetInt32());
        var occupied = model.Occupied ?? 0;
        var wanted = (model.Capacity, occupied, Math.Max(0, model.Capacity - occupied));
        if (got != wanted)
            yield return $"{id}: (total, occupied, available) is {got} instead of {wanted}";
        // A level without readings for three limits is unknown by the server's clock, whatever its number.
        if (shown.GetProperty("status").GetString() is var word && word != model.Status && !(word == "unknown" && shown.GetProperty("stale").GetBoolean()))
            yield return $"{id}: status {word} instead of {model.Status}";
    }
}
