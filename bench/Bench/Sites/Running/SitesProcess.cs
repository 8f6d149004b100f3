using System.Diagnostics;
using System.Globalization;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Bench.Sites.Load;
using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Testing;
using LiveParking.Tokens;

namespace LiveParking.Bench.Sites.Running;

/// <summary>The program of <c>./run</c> in a separate process, on a folder that survives its end.</summary>
internal sealed class SitesProcess : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly TempFolder _work = new();
    private readonly int _port = FreePort.Next();
    private ChildProcess? _process;
    private long _started;

    public SitesProcess()
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/"));
        Token = new TokenIssuer(_work["keys"], TimeProvider.System).Issue(Role.Admin, [], TimeSpan.FromDays(1));
        Client = new SitesClient(Address, Token);
    }

    public SitesClient Client { get; }

    /// <summary>The token of an administrator.</summary>
    public string Token { get; }

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>Memory that the machine holds for it, in MB.</summary>
    public double ResidentMegabytes => ProcessUsage.Of(_process!.Id).ResidentMegabytes;

    /// <summary>The most that it held so far, in MB.</summary>
    public double PeakMegabytes
    {
        get
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process!.Id}/status"))
                .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
    }

    /// <summary>CPU of the process so far, in seconds.</summary>
    public double CpuSeconds => ProcessUsage.Of(_process!.Id).CpuSeconds;

    /// <summary>Starts it, or kills it and starts it again on what it had stored.</summary>
    /// <returns>Time from its start until it reported that it is ready.</returns>
    public async Task<TimeSpan> StartAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _started = Stopwatch.GetTimestamp();
        _process = await ChildProcess.StartAsync(
            "standalone",
            ChildProcess.Program("Standalone", "--no-demo", "--port", _port.ToString(CultureInfo.InvariantCulture), "--data", _work.Path),
            null,
            Environment.GetEnvironmentVariable("LIVEPARKING_PAGE") is { } page ? new Dictionary<string, string> { ["LIVEPARKING_PAGE"] = page } : null,
            cancellationToken);
        using var http = new HttpClient { BaseAddress = Address };
        return await UntilAsync("It is not ready", async stop => (await http.GetAsync("health/ready", stop)).IsSuccessStatusCode, cancellationToken);
    }

    /// <summary>Waits until the overview is whole and right.</summary>
    /// <returns>Time from the start of the process.</returns>
    public Task<TimeSpan> UntilCompleteAsync(SitePlan plan, CancellationToken cancellationToken) =>
        UntilAsync("The overview is not complete and right", stop => Client.IsCompleteAsync(plan, stop), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
        _work.Dispose();
    }

    private async Task<TimeSpan> UntilAsync(string what, Func<CancellationToken, Task<bool>> holds, CancellationToken cancellationToken)
    {
        var limit = Stopwatch.GetElapsedTime(_started) + Timeout;
        while (!await AskAsync(holds, cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(_started) > limit)
                throw new ChildFailedException($"{what} after {Timeout.TotalMinutes:0} minutes.");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(_started);
    }

    private static async Task<bool> AskAsync(Func<CancellationToken, Task<bool>> holds, CancellationToken cancellationToken)
    {
        try
        {
            return await holds(cancellationToken);
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet, or does not answer well yet
        }
    }
}
