using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace LiveParking.Testing;

/// <summary>A running program of which every line of output is kept. It ends with this object, and with the test run at the latest.</summary>
public sealed partial class Child : IAsyncDisposable
{
    /// <summary>Timeout of a program for the conditions of the tests.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Variables that a developer's shell may have set and that would change the programs under test.</summary>
    private static readonly string[] Foreign =
        ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "DOTNET_URLS", "LIVEPARKING_", "ConnectionStrings__", "SOCKET_PORT", "CAMERA_DEVICE_ID", "DEBUG", "Gateway__", "Mqtt__", "Kestrel__"];

    private readonly Process _process;
    private readonly ChildOutput _output;
    private readonly ChildOutput _errors;

    private Child(string name, Process process)
    {
        Name = name;
        _process = process;
        _output = new ChildOutput($"{name}.out");
        _errors = new ChildOutput($"{name}.err");
        process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => _errors.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>All lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => _output.Lines;

    /// <summary>All lines of standard error so far.</summary>
    public IReadOnlyList<string> Errors => _errors.Lines;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The memory that it has now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="name">For messages and the log.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="variables">Variables added to the environment; null removes one.</param>
    public static async Task<Child> StartAsync(
        string name, string folder, IEnumerable<string> command, IReadOnlyDictionary<string, string?>? variables = null)
    {
        // Without a terminal a shell may have its children ignore Ctrl-C, which they would inherit.
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "--", "env", "--default-signal=INT", .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var known in start.Environment.Keys.Where(key => Foreign.Any(key.StartsWith)).ToList())
            start.Environment.Remove(known);
        foreach (var (key, value) in variables ?? new Dictionary<string, string?>())
            start.Environment[key] = value;
        return new Child(name, await ChildStarter.StartAsync(start));
    }

    /// <summary>Sends one line to its standard input.</summary>
    public async Task SendAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for a line of standard output, also one that came before.</summary>
    public Task<string> OutputLineAsync(Func<string, bool> matches, string what) => _output.LineAsync(matches, $"{Name}: {what}");

    /// <summary>Waits for a line of standard error, also one that came before.</summary>
    public Task<string> ErrorLineAsync(Func<string, bool> matches, string what) => _errors.LineAsync(matches, $"{Name}: {what}");

    /// <summary>Waits until it ends by itself and all of its output is here.</summary>
    /// <param name="within">How long it may take; <see cref="Timeout"/> when absent.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        var limit = within ?? Timeout;
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{Name} did not end within {limit.TotalSeconds:0} s.");
        }

        return _process.ExitCode;
    }

    /// <summary>Sends the signal of Ctrl-C.</summary>
    public void Interrupt() => Send(Signal.Interrupt);

    /// <summary>Sends the signal of a service manager.</summary>
    public void Terminate() => Send(Signal.Terminate);

    /// <summary>Makes it hang until <see cref="Continue"/>.</summary>
    public void Stop() => Send(Signal.Stop);

    /// <summary>Ends <see cref="Stop"/>.</summary>
    public void Continue() => Send(Signal.Continue);

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        Send(Signal.Kill);
        await ExitAsync();
    }

    /// <summary>The ends of both outputs, for messages.</summary>
    public string Tail() => $"{Name}:\n{string.Join('\n', Output.Concat(Errors).TakeLast(30))}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            await KillAsync();
        _process.Dispose();
    }

    private void Send(Signal signal)
    {
        if (IsRunning && SendSignal(_process.Id, (int)signal) != 0)
            throw new InvalidOperationException($"{Name} did not take signal {signal}: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}
