using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace LiveParking.Latency.Processes;

/// <summary>A process of a run, as the one that started it sees it. Disposing it ends it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _role;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ChildProcess(string role, Process process)
    {
        _role = role;
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts this program again in another role, and returns when it is ready.</summary>
    public static async Task<ChildProcess> StartAsync(string role, ChildSettings settings, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Started as `dotnet program.dll` or by its own launcher.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        start.ArgumentList.Add(role);
        foreach (var argument in settings.Arguments)
            start.ArgumentList.Add(argument);

        var child = new ChildProcess(role, Process.Start(start)!);
        try
        {
            await child.ReadLineAsync(Patience, cancel);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public async Task TellAsync<T>(T message)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(message));
        await _process.StandardInput.FlushAsync();
    }

    public async Task<T> ReportAsync<T>(TimeSpan expected, CancellationToken cancel) =>
        JsonSerializer.Deserialize<T>(await ReadLineAsync(expected + Patience, cancel))!;

    /// <summary>Returns when the process says that it did what it was told last.</summary>
    public Task DoneAsync(CancellationToken cancel) => ReadLineAsync(Patience, cancel);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
    }

    private async Task<string> ReadLineAsync(TimeSpan patience, CancellationToken cancel)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(patience, TimeProvider.System, cancel);
        return line ?? throw new ChildFailedException(
            $"The {_role} process ended: {(await _errors).Trim().Split('\n').FirstOrDefault(part => part.Length > 0, "without a word")}");
    }
}
