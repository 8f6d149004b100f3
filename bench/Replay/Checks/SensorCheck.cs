using System.Text.Json;
using LiveParking.Replay.Model;
using LiveParking.Replay.Sending;

namespace LiveParking.Replay.Checks;

/// <summary>Holds what an operator sees of the sensors against the rows that reached them: outcomes, and anomalies with how often they happened.</summary>
internal static class SensorCheck
{
    /// <returns>Where they differ.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        GatewayClient gateway, string location, IReadOnlyDictionary<string, LevelModel> levels, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        foreach (var (id, model) in levels)
        {
            var seen = await gateway.GetAsync($"api/v1/locations/{location}/levels/{id}/sensors", cancellationToken);
            var sensors = seen.GetProperty("sensors").EnumerateArray().ToList();
            Compare("accepted", sensors.Sum(Of("accepted")), model.Outcomes[Outcome.Accepted]);
            Compare("duplicates", sensors.Sum(Of("duplicates")), model.Outcomes[Outcome.Duplicate]);
            Compare("late", sensors.Sum(Of("late")), model.Outcomes[Outcome.Late]);
            Compare("rejected", sensors.Sum(Of("rejected")), model.Outcomes[Outcome.Rejected]);
            Compare("aboveCapacity", Times("aboveCapacity"), model.AboveCapacity);
            Compare("repeated", Times("repeated"), model.Repeated);

            void Compare(string what, long got, int wanted)
            {
                if (got != wanted)
                    differences.Add($"{id}: {what} is {got} instead of {wanted}");
            }

            long Times(string kind) =>
                seen.GetProperty("anomalies").EnumerateArray().Where(anomaly => anomaly.GetProperty("kind").GetString() == kind).Sum(Of("times"));
        }

        return differences;
    }

    private static Func<JsonElement, long> Of(string name) => element => element.GetProperty(name).GetInt64();
}
