using System.Globalization;

namespace LiveParking.GatewayTests.Cameras;

/// <summary>Reads an MJPEG stream and remembers when the newest picture was captured.</summary>
internal sealed class MjpegClient : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly Task _reading;
    private long _newest;

    private MjpegClient(HttpClient http, HttpResponseMessage response)
    {
        (_http, _response) = (http, response);
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>When the newest picture was captured; the smallest time before the first.</summary>
    public DateTimeOffset Newest => new(Volatile.Read(ref _newest), TimeSpan.Zero);

    /// <summary>Begins to read.</summary>
    /// <param name="http">With the token, if there is one; ends with the client.</param>
    /// <param name="path">The stream.</param>
    public static async Task<MjpegClient> OpenAsync(HttpClient http, string path)
    {
        var response = await Eventually.WithinAsync(http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead));
        return new MjpegClient(http, response.EnsureSuccessStatusCode());
    }

    /// <summary>Waits for the end of the stream, which is an end of the body and no break of the connection.</summary>
    /// <returns>When the last picture was captured.</returns>
    public async Task<DateTimeOffset> LastAsync()
    {
        await Eventually.WithinAsync(_reading);
        return Newest;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
    }

    private async Task ReadAsync()
    {
        const string name = "X-Captured-At: ";
        using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(), System.Text.Encoding.Latin1);
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
                Volatile.Write(ref _newest, DateTimeOffset.Parse(line[name.Length..], CultureInfo.InvariantCulture).UtcTicks);
        }
    }
}
