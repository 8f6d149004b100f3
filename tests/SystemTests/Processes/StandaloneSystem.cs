using System.Globalization;
using LiveParking.SystemTests.Clients;

namespace LiveParking.SystemTests.Processes;

/// <summary>The program of <c>./run</c>, on a folder and a port that survive a restart.</summary>
public sealed class StandaloneSystem : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lazy<LiveProgram> _program;
    private Api? _operator;
    private Api? _admin;

    /// <summary>A system that is not started yet.</summary>
    /// <param name="options">Options besides port and data folder.</param>
    public StandaloneSystem(params IEnumerable<string> options)
    {
        var port = FreePort.Next();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
        DataFolder = _folder["data"];
        _program = new(() => new LiveProgram(
            "standalone",
            "Standalone",
            _folder.Path,
            [
                "--port", port.ToString(CultureInfo.InvariantCulture), "--data", DataFolder,
                "--Management:Port", Management.Port.ToString(CultureInfo.InvariantCulture), .. options,
            ],
            Variables));
    }

    /// <summary>Variables added to its environment at the next start.</summary>
    public Dictionary<string, string?> Variables { get; } = new() { ["LIVEPARKING_PAGE"] = Path.Combine(Repository.Top, "clients", "web", "dist") };

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>Its management port.</summary>
    public Uri Management { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));

    /// <summary>Where it keeps state and keys; a folder that ends with this object unless another one is set.</summary>
    public string DataFolder { get; init; }

    /// <summary>Its process.</summary>
    public Child Child => _program.Value.Child;

    /// <summary>Its API with the token of an operator.</summary>
    public Api Operator => _operator ?? throw new InvalidOperationException("The system was not started.");

    /// <summary>Its API with the token of an admin, who may also remove.</summary>
    public Api Admin => _admin ?? throw new InvalidOperationException("The system was not started.");

    /// <summary>Starts it and waits until it serves.</summary>
    public async Task StartAsync()
    {
        await _program.Value.StartAsync();
        using var anybody = new Api(Address);
        await Eventually.HoldsAsync(
            async () => Child.IsRunning ? await anybody.IsReadyAsync() : throw new InvalidOperationException($"It ended. {Child.Tail()}"),
            "the system serves");
        _operator ??= new Api(Address, await TokenAsync("operator"));
        _admin ??= new Api(Address, await TokenAsync("admin"));
    }

    /// <summary>The output of the command <c>token</c>.</summary>
    public Task<string> TokenAsync(params IEnumerable<string> roleAndOptions) => TokenProgram.IssueAsync(DataFolder, roleAndOptions);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _operator?.Dispose();
        _admin?.Dispose();
        if (_program.IsValueCreated)
            await _program.Value.DisposeAsync();
        _folder.Dispose();
    }
}
