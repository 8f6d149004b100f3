using System.Diagnostics;
using System.Globalization;

namespace LiveParking.Bench.Ingest.Systems;

/// <summary>A process of a run. Disposing it ends it; it ends with this program at the latest.</summary>
internal sealed class Child : IAsyncDisposable
{
    // The kernel's unit of CPU time, on every Linux that .NET supports.
    private const double TicksPerSecond = 100;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private Child(string name, Process process)
    {
        Name = name;
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>For the table.</summary>
    public string Name { get; }

    /// <summary>User and system time so far, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    /// <summary>Starts a program.</summary>
    public static Child Start(string name, string folder, IEnumerable<string> command, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "--", .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in variables ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        return new Child(name, Process.Start(start)!);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its output.</returns>
    public static async Task<string> RunAsync(string folder, IEnumerable<string> command, CancellationToken cancellationToken)
    {
        await using var child = Start("", folder, command);
        await child._process.WaitForExitAsync(cancellationToken);
        return child._process.ExitCode == 0
            ? await child._output
            : throw new InvalidOperationException($"{command.First()} failed: {await child._errors} {await child._output}");
    }

    /// <summary>Waits until a condition holds, as long as the process runs.</summary>
    public async Task WaitAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(90));
        while (!await holds())
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{Name} ended: {await _errors} {await _output}");
            await poll.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await Task.WhenAll(_output, _errors);
        _process.Dispose();
    }
}
