using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Sites.Load;

namespace LiveParking.Bench.Sites.Running;

/// <summary>The public API with the token of an administrator.</summary>
internal sealed class SitesClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http;
    private int _sentAgain;

    public SitesClient(Uri address, string token)
    {
        _http = new HttpClient { BaseAddress = new Uri(address, "api/v1/"), Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task PutAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PutAsJsonAsync(path, body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"PUT {path} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <summary>
    /// Sends readings until all are stored: again after a 503, like a device. Readings that were already stored are then duplicates.
    /// </summary>
    public async Task ReportAsync(string path, IReadOnlyList<AddressedReading> readings, CancellationToken cancellationToken)
    {
        using var answer = await PostAsync(path, new { readings }, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"POST {path} answers {(int)answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        var refused = json.RootElement.GetProperty("results").EnumerateArray()
            .Where(result => result.GetProperty("outcome").GetString() is not ("accepted" or "duplicate")).Select(result => result.ToString()).ToList();
        if (refused.Count > 0)
            throw new InvalidOperationException($"POST {path} does not take {refused.Count} of {readings.Count}: {refused[0]}");
    }

    /// <summary>Requests with readings that were sent again because the system could not store them at once.</summary>
    public int SentAgain => _sentAgain;

    /// <summary>Whether the overview shows every level counted, with the sums that were accepted.</summary>
    public async Task<bool> IsCompleteAsync(SitePlan plan, CancellationToken cancellationToken)
    {
        var overview = await _http.GetFromJsonAsync<OverviewAnswer>("overview", cancellationToken);
        return overview is { Complete: true }
            && overview.Locations.Count == plan.Locations
            && overview.Locations.Sum(location => location.Levels.Total) == plan.Levels
            && overview.Locations.Sum(location => location.Levels.Unknown) == 0
            && overview.Spots.Total == (long)plan.Levels * SitePlan.Spots
            && overview.Spots.Occupied == plan.Occupied;
    }

    /// <summary>Calls addresses one after the other.</summary>
    /// <param name="paths">The addresses.</param>
    /// <param name="pause">Pause before each request.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>Time of each request until its last byte arrived, in milliseconds, and the bytes of the last answer.</returns>
    public async Task<(Distribution Times, int Bytes)> TimeAsync(IEnumerable<string> paths, TimeSpan pause, CancellationToken cancellationToken)
    {
        List<double> times = [];
        var bytes = 0;
        foreach (var path in paths)
        {
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, TimeProvider.System, cancellationToken);
            var sent = Stopwatch.GetTimestamp();
            bytes = (await _http.GetByteArrayAsync(path, cancellationToken)).Length;
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return (Distribution.Of(times), bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                return answer;
            answer.Dispose();
            Interlocked.Increment(ref _sentAgain);
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private sealed record OverviewAnswer(SpotsAnswer Spots, bool Complete, IReadOnlyList<LocationAnswer> Locations);

    private sealed record LocationAnswer(LevelsAnswer Levels);

    private sealed record LevelsAnswer(int Total, int Unknown);

    private sealed record SpotsAnswer(long Total, long Occupied);
}
