using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveParking.Replay.Model;
using LiveParking.Replay.Rows;

namespace LiveParking.Replay.Sending;

/// <summary>The part of a gateway's public API that a replay needs. Unanswered requests are sent again.</summary>
internal sealed class GatewayClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>A gateway calls a level that does not answer within 3 s once more; an answer that takes less, with some room for clocks, is that of one call.</summary>
    private static readonly TimeSpan OneCall = TimeSpan.FromSeconds(2.9);

    private readonly HttpClient _http;

    public GatewayClient(Uri address, string? token)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Makes a location and a level for each car park.</summary>
    /// <exception cref="ReplayException">The location is there already, or the token is not for this.</exception>
    public async Task MakeAsync(string location, ReplayOptions options, IEnumerable<RecordedPark> parks, CancellationToken cancellationToken)
    {
        using (var isNew = new HttpRequestMessage(HttpMethod.Put, $"api/v1/locations/{location}"))
        {
            isNew.Headers.TryAddWithoutValidation("If-None-Match", "*");
            isNew.Content = JsonContent.Create(new { name = $"Replay {location}", timeZone = options.Format.TimeZone });
            using var answer = await _http.SendAsync(isNew, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.PreconditionFailed)
                throw new ReplayException($"There is a location '{location}' already, whose levels would take the rows for old ones: give another with --location.");
            await RequireAsync(answer, cancellationToken);
        }

        foreach (var park in parks)
        {
            using var answer = await _http.PutAsJsonAsync(
                $"api/v1/locations/{location}/levels/{park.Level}",
                new
                {
                    name = park.Code,
                    counting = "count",
                    capacity = new { standard = park.Capacity },
                    silentAfter = (int)options.SilentAfter.TotalSeconds,
                },
                cancellationToken);
            await RequireAsync(answer, cancellationToken);
        }
    }

    /// <summary>Sends rows until they are answered.</summary>
    /// <returns>The outcome of each, the number of repeated requests, and whether readings may have reached a level more than once.</returns>
    public async Task<(IReadOnlyList<RowResult> Results, int Retries, bool MayBeRepeated)> SendAsync(byte[] body, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var retries = 0; ; retries++)
        {
            var (results, failure) = await TrySendAsync(body, cancellationToken);
            if (results is not null)
                return (results, retries, retries > 0 || Stopwatch.GetElapsedTime(started) >= OneCall);
            if (Stopwatch.GetElapsedTime(started) > Timeout)
                throw new ReplayException($"The gateway took no rows for {Timeout.TotalMinutes:0} minutes: {failure}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Gets JSON.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        await RequireAsync(answer, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    /// <summary>Gets text.</summary>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        await RequireAsync(answer, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task RequireAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return;
        var problem = await answer.Content.ReadAsStringAsync(cancellationToken);
        throw new ReplayException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.AbsolutePath} was answered with {(int)answer.StatusCode}: {problem}");
    }

    /// <summary>No results when it has to be sent again: no answer, or one that leaves open what was stored.</summary>
    private async Task<(IReadOnlyList<RowResult>? Results, string? Failure)> TrySendAsync(byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _http.PostAsync("api/v1/readings", content, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                return (null, await answer.Content.ReadAsStringAsync(cancellationToken));
            await RequireAsync(answer, cancellationToken);
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return ([.. json.GetProperty("results").EnumerateArray().Select(Result)], null);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, fault.Message);
        }
    }

    private static RowResult Result(JsonElement result) => new(
        result.GetProperty("id").GetString()!,
        Enum.Parse<Outcome>(result.GetProperty("outcome").GetString()!, ignoreCase: true),
        result.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
}
