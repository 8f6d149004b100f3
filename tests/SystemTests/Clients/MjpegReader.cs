using System.Globalization;
using System.Text;

namespace LiveParking.SystemTests.Clients;

/// <summary>Reads an MJPEG stream as a player would, and remembers the newest picture.</summary>
internal sealed class MjpegReader : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private long _newest;
    private long _pictures;

    private MjpegReader(Uri address) => _reading = ReadAsync(address);

    /// <summary>The number of the newest picture; 0 before the first one.</summary>
    public long Newest => Volatile.Read(ref _newest);

    /// <summary>Number of received pictures.</summary>
    public long Pictures => Volatile.Read(ref _pictures);

    /// <summary>Whether the stream is open.</summary>
    public bool IsOpen => !_reading.IsCompleted;

    /// <summary>Begins to read.</summary>
    public static MjpegReader Open(Uri gateway, string camera, string query = "") => new(new Uri(gateway, $"/api/v1/cameras/{camera}/stream.mjpg?{query}"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync(Uri address)
    {
        using var response = (await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, _stop.Token)).EnsureSuccessStatusCode();
        await using var body = new BufferedStream(await response.Content.ReadAsStreamAsync(_stop.Token), 64 * 1024);
        var length = 0;
        while (await ReadLineAsync(body) is { } line)
        {
            if (line.StartsWith("Content-Length: ", StringComparison.Ordinal))
                length = int.Parse(line.AsSpan(16), CultureInfo.InvariantCulture);
            else if (line.StartsWith("X-Sequence: ", StringComparison.Ordinal))
                Volatile.Write(ref _newest, long.Parse(line.AsSpan(12), CultureInfo.InvariantCulture));
            else if (line.Length == 0 && length > 0)
            {
                await body.ReadExactlyAsync(new byte[length], _stop.Token);
                length = 0;
                Interlocked.Increment(ref _pictures);
            }
        }
    }

    private async Task<string?> ReadLineAsync(BufferedStream body)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await body.ReadAsync(one, _stop.Token) > 0)
        {
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }
}
