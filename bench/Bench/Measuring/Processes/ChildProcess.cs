using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using LiveParking.Testing;

namespace LiveParking.Bench.Measuring.Processes;

/// <summary>A process of a run, as the one that started it sees it. Disposing it ends it; it also ends with this process.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Variables that a shell may have set and that would change the measured programs.</summary>
    private static readonly string[] Foreign = ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "DOTNET_URLS", "DOTNET_gc", "LIVEPARKING_", "ConnectionStrings__"];

    /// <summary>The variable of the collector that silos and gateways have; that of this program is smaller.</summary>
    public static readonly IReadOnlyDictionary<string, string> ServerCollector = new Dictionary<string, string> { ["DOTNET_gcServer"] = "1" };

    private readonly string _name;
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private ChildProcess(string name, Process process)
    {
        (_name, _process) = (name, process);
        _errors = process.StandardError.ReadToEndAsync();
        _ = ReadLinesAsync();
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The command that starts a program of ours in the folder beside this one.</summary>
    /// <param name="assembly">Its name, without what all have in common.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string[] Program(string assembly, params IEnumerable<string> arguments) =>
        ["dotnet", Path.Combine(AppContext.BaseDirectory, $"LiveParking.{assembly}.dll"), .. arguments];

    /// <summary>Starts a program, and returns when it reports that it is ready.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="isReady">Recognises the line of output that reports readiness; null does not wait.</param>
    /// <param name="variables">Variables added to its environment.</param>
    /// <param name="cancellationToken">Ends the wait, and the process.</param>
    /// <exception cref="ChildFailedException">It could not be started, or ended.</exception>
    public static async Task<ChildProcess> StartAsync(
        string name, IEnumerable<string> command, Func<string, bool>? isReady, IReadOnlyDictionary<string, string>? variables, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "--", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var known in start.Environment.Keys.Where(key => Foreign.Any(key.StartsWith)).ToList())
            start.Environment.Remove(known);
        foreach (var (key, value) in variables ?? new Dictionary<string, string>())
            start.Environment[key] = value;

        var child = new ChildProcess(name, await ChildStarter.StartAsync(start));
        try
        {
            while (isReady is not null && !isReady(await child.ReadLineAsync(Timeout, cancellationToken)))
            {
                // Another line of its log.
            }

            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program of ours that speaks as <see cref="Parent"/> does, and returns when it is ready.</summary>
    public static Task<ChildProcess> StartAsync(string name, IEnumerable<string> command, CancellationToken cancellationToken) =>
        StartAsync(name, command, line => line == Parent.Ready, null, cancellationToken);

    /// <summary>Says something to it.</summary>
    public async Task TellAsync<T>(T message)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(message));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for what it says next.</summary>
    public async Task<T> ReportAsync<T>(TimeSpan expected, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<T>(await ReadLineAsync(expected + Timeout, cancellationToken))!;

    /// <summary>Returns when the process confirms its last command.</summary>
    public Task DoneAsync(CancellationToken cancellationToken) => ReadLineAsync(Timeout, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
    }

    private async Task ReadLinesAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            _lines.Writer.TryWrite(line);
        _lines.Writer.Complete();
    }

    private async Task<string> ReadLineAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await _lines.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(timeout, TimeProvider.System, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            var lines = (await _errors).Trim().Split('\n');
            throw new ChildFailedException($"The {_name} process ended: {string.Join(" | ", lines.Where(line => line.Length > 0).DefaultIfEmpty("without a word").Take(3))}");
        }
        catch (TimeoutException)
        {
            throw new ChildFailedException($"The {_name} process said nothing for {timeout.TotalSeconds:0} s.");
        }
    }
}
